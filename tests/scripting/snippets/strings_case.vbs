' Capitals and small letters.
WScript.Echo UCase("abC1"), LCase("ABc1"), UCase(""), TypeName(UCase(Null)), LCase(True), CStr(UCase("é") = "É")
