' An array declared without a size gets one.
Dim a()
ReDim a(1)
a(0) = "a"
ReDim Preserve a(2)
WScript.Echo a(0), UBound(a)
