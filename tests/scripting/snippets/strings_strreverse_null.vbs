' Null has no end.
On Error Resume Next
x = StrReverse(Null) : WScript.Echo Err.Number
