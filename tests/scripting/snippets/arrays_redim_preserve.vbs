' Arrays that grow and shrink.
Dim a()
ReDim a(1)
a(0) = "a" : a(1) = "b"
ReDim Preserve a(3)
a(3) = "d"
WScript.Echo Join(a, ","), UBound(a)
ReDim Preserve a(0)
WScript.Echo Join(a, ","), UBound(a)
ReDim a(2)
WScript.Echo Join(a, ","), UBound(a), TypeName(a(0))
