' A text taken apart.
a = Split("a,b,,c", ",")
WScript.Echo UBound(a), LBound(a), Join(a, "|"), TypeName(a), TypeName(a(0))
WScript.Echo UBound(Split("", ",")), UBound(Split("abc", ",")), UBound(Split("a b c")), Join(Split("a,b,c,d", ",", 2), "|"), Join(Split("aXbxc", "x", -1, 1), "|"), UBound(Split("abc", "")), Join(Split("a,b", ",", 0), "|")
On Error Resume Next
x = Split(Null) : WScript.Echo Err.Number
