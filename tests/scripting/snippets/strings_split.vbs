' A text taken apart.
a = Split("a,b,,c", ",")
WScript.Echo UBound(a), LBound(a), a(0), "[" & a(2) & "]", a(3), TypeName(a), TypeName(a(0))
b = Split("a b c")
WScript.Echo UBound(Split("abc", ",")), UBound(b), b(2)
