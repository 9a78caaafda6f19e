' What For Each cannot go over.
On Error Resume Next
For Each x In 5
Next
WScript.Echo Err.Number
