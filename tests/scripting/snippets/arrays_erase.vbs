' Erase empties a fixed array.
Dim f(2)
f(0) = 1 : f(2) = "x"
Erase f
WScript.Echo UBound(f), TypeName(f(0)), TypeName(f(2))
