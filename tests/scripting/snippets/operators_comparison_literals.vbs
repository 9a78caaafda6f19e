' A number beside a text: a literal turns the other side into its kind.
a = 1 : b = "1" : n = "Info"
WScript.Echo CStr(b = 1), CStr(a = "1"), CStr(2 > "10"), CStr(b <> 1), CStr(n <> 1), CStr(n = 1), CStr("01" = a), CStr(b = -1)
