' Too few and too many arguments.
Sub S(a, b)
End Sub
On Error Resume Next
S 1
WScript.Echo Err.Number, Err.Description
Err.Clear
S 1, 2, 3
WScript.Echo Err.Number
