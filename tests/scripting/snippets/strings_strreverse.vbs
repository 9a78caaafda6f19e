' A text from its end.
WScript.Echo StrReverse("abc"), "[" & StrReverse("") & "]", StrReverse(123)
On Error Resume Next
x = StrReverse(Null) : WScript.Echo Err.Number
