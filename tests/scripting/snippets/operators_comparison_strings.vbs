' Texts are compared by their codes.
WScript.Echo CStr("a" < "b"), CStr("a" = "A"), CStr("Z" < "a"), CStr("" < "a"), CStr("abc" < "abd"), CStr("10" < "9")
WScript.Echo CStr("a" > "B"), CStr("abc" = "abc "), CStr("é" > "z")
