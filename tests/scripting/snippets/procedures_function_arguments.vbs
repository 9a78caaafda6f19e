' A function of VBScript without its argument.
On Error Resume Next
x = Len()
WScript.Echo Err.Number
