' What For cannot do.
On Error Resume Next
For i = "a" To 3
  WScript.Echo "never"
  Exit For
Next
WScript.Echo Err.Number
Err.Clear
For Each x In 5
  WScript.Echo "in"
Next
WScript.Echo Err.Number
Err.Clear
For Each x In Nothing
  WScript.Echo "in"
Next
WScript.Echo Err.Number
