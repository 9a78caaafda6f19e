' ReDim declares, too, and an array from a function can grow.
ReDim n(2)
n(2) = 5
WScript.Echo UBound(n), n(2)
v = Array(1, 2)
ReDim Preserve v(2)
v(2) = 3
WScript.Echo Join(v, ",")
s = Split("a,b", ",")
ReDim Preserve s(2)
s(2) = "c"
WScript.Echo Join(s, ",")
