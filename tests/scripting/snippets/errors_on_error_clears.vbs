' On Error Resume Next and On Error Goto 0 clear Err.
On Error Resume Next
x = CInt("a")
WScript.Echo Err.Number
On Error Resume Next
WScript.Echo Err.Number
x = CInt("a")
On Error GoTo 0
WScript.Echo Err.Number
