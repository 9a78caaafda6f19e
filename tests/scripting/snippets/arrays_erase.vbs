' Erase empties a fixed array and frees a dynamic one.
Dim f(2), d()
f(0) = 1
ReDim d(2)
d(0) = 1
Erase f
Erase d
WScript.Echo UBound(f), TypeName(f(0))
On Error Resume Next
x = UBound(d) : WScript.Echo Err.Number, Err.Description
