' A procedure that is not there.
On Error Resume Next
NoSuch 1
WScript.Echo Err.Number, Err.Description
Err.Clear
x = NoSuch(1)
WScript.Echo Err.Number
