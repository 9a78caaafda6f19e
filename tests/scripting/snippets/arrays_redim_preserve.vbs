' Arrays that grow and shrink.
ReDim a(1)
a(0) = "a" : a(1) = "b"
ReDim Preserve a(3)
a(3) = "d"
WScript.Echo a(0), a(1), TypeName(a(2)), a(3), UBound(a)
ReDim Preserve a(0)
WScript.Echo a(0), UBound(a)
ReDim a(2)
WScript.Echo TypeName(a(0)), UBound(a)
