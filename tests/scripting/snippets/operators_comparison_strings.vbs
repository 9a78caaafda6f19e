' Texts are compared by their codes.
WScript.Echo CStr("a" < "b"), CStr("a" = "A"), CStr("" < "a"), CStr("abc" < "abd"), CStr("10" < "9"), CStr("abc" = "abc "), CStr("Abc" <> "abc")
