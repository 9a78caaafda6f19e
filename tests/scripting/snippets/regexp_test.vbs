' A pattern tested, with and without case.
Set r = New RegExp
r.Pattern = "^a\d+b$"
WScript.Echo CStr(r.Test("a12b")), CStr(r.Test("A12B")), CStr(r.IgnoreCase), CStr(r.Global), CStr(r.Multiline)
r.IgnoreCase = True
WScript.Echo CStr(r.Test("A12B")), r.Pattern, TypeName(r)
