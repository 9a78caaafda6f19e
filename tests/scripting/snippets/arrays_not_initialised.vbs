' An array without a size.
Dim a()
WScript.Echo TypeName(a), CStr(IsArray(a)), VarType(a)
