' Arrays of a fixed size.
Dim a(3), b(1, 2)
a(0) = 1 : a(3) = "x"
b(1, 2) = 9
WScript.Echo UBound(a), UBound(b), UBound(b, 1), UBound(b, 2), LBound(b, 2), a(0), a(3), TypeName(a(1)), b(1, 2), TypeName(b(0, 0))
On Error Resume Next
a(4) = 1 : WScript.Echo Err.Number, Err.Description : Err.Clear
a(-1) = 1 : WScript.Echo Err.Number : Err.Clear
ReDim a(5) : WScript.Echo Err.Number, UBound(a) : Err.Clear
x = UBound(b, 3) : WScript.Echo Err.Number : Err.Clear
