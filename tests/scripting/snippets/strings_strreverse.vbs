' A text from its end.
WScript.Echo StrReverse("abc"), "[" & StrReverse("") & "]", StrReverse(123)
