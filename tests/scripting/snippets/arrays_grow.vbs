' Arrays from functions that grow and shrink.
v = Array(1, 2)
ReDim Preserve v(2)
v(2) = 3
WScript.Echo v(0), v(1), v(2)
ReDim Preserve v(0)
WScript.Echo v(0), UBound(v)
ReDim v(4)
WScript.Echo TypeName(v(0)), UBound(v)
