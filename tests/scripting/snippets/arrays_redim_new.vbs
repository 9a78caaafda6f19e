' ReDim declares, too, and an array from a function can grow.
ReDim n(2)
n(2) = 5
WScript.Echo UBound(n), n(2)
v = Array(1, 2)
ReDim Preserve v(2)
v(2) = 3
WScript.Echo v(0), v(1), v(2)
s = Split("a,b", ",")
ReDim Preserve s(2)
s(2) = "c"
WScript.Echo s(0), s(1), s(2), UBound(s)
