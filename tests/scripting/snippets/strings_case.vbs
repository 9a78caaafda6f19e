' Capitals and small letters.
WScript.Echo UCase("abC1"), LCase("ABc1"), UCase(""), TypeName(UCase(Null)), LCase(True), LCase("A-Z_9")
