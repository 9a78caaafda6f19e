' A text taken apart.
a = Split("a,b,,c", ",")
WScript.Echo UBound(a), LBound(a), a(0), "[" & a(2) & "]", a(3), TypeName(a), TypeName(a(0))
WScript.Echo UBound(Split("", ",")), UBound(Split("abc", ",")), UBound(Split("a b c")), UBound(Split("a,b,c,d", ",", 2)), Split("a,b,c,d", ",", 2)(1), Split("aXbxc", "x", -1, 1)(1), Split("abc", "")(0)
On Error Resume Next
x = Split(Null) : WScript.Echo Err.Number
