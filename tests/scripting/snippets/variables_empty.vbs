' What a variable is before it has a value.
Dim a
WScript.Echo TypeName(a), "[" & a & "]", a + 1, Len(a), CStr(a = 0), CStr(a = ""), CStr(IsEmpty(a)), CStr(IsEmpty(b))
a = 5
WScript.Echo CStr(IsEmpty(a))
a = Empty
WScript.Echo CStr(IsEmpty(a))
