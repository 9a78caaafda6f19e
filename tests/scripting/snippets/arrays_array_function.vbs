' Arrays made by Array.
a = Array(1, "two", 3.5, True)
WScript.Echo UBound(a), LBound(a), a(0), a(1), a(2), CStr(a(3)), TypeName(a), VarType(a), CStr(IsArray(a)), UBound(Array())
a(1) = "changed"
WScript.Echo a(1)
b = Array(Array(1, 2), Array(3, 4))
WScript.Echo b(1)(0), UBound(b(0))
