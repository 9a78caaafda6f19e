' A number beside a text: between variables the number is the smaller.
a = 1 : b = "1"
WScript.Echo CStr(a = b), CStr(a < b), CStr(b > a)
c = 10 : d = "9"
WScript.Echo CStr(c > d), CStr(c < d)
WScript.Echo CStr(Empty = 0), CStr(Empty = ""), CStr(Empty = False), CStr(True = -1), CStr(False = 0), CStr(True = 1)
