' Where a text stands in another.
s = "Hello World"
WScript.Echo InStr(s, "o"), InStr(6, s, "o"), InStr(s, "x"), InStr(1, s, "WORLD", 1), InStr(1, s, "WORLD", 0), InStr(s, ""), InStr("", "a"), InStr("", ""), InStr(20, s, "o"), InStr(3, s, "")
WScript.Echo TypeName(InStr(Null, "a")), TypeName(InStr("a", Null)), InStr(s, "W"), InStr(1234, 3)
On Error Resume Next
x = InStr(0, s, "o") : WScript.Echo Err.Number, Err.Description : Err.Clear
x = InStr(1, s, "o", 2) : WScript.Echo Err.Number : Err.Clear
