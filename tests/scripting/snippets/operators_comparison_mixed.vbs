' A number beside a text is always the smaller, between variables; a literal turns the other into its kind.
a = 1 : b = "1"
WScript.Echo CStr(a = b), CStr(a < b), CStr(2 > "10"), CStr(b = 1), CStr(a = "1")
c = 10 : d = "9"
WScript.Echo CStr(c > d), CStr(c < d)
WScript.Echo CStr(Empty = 0), CStr(Empty = ""), CStr(Empty = False), CStr(True = -1), CStr(False = 0), CStr(True = 1)
e = "True"
WScript.Echo CStr(e = True), CStr(True = "True"), CStr("abc" = 0 = False)
