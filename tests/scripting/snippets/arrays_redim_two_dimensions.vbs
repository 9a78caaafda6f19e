' Only the last dimension of an array may be changed and the content kept.
ReDim a(1, 1)
a(0, 0) = 1 : a(1, 1) = 4
ReDim Preserve a(1, 3)
a(1, 3) = 8
WScript.Echo UBound(a, 1), UBound(a, 2), a(0, 0), a(1, 1), a(1, 3), TypeName(a(0, 3))
On Error Resume Next
ReDim Preserve a(2, 3)
WScript.Echo Err.Number, Err.Description
