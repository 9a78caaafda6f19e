' An index may be of any kind that is a number.
Dim a(3), n
a(n) = "empty" : a(1.5) = "round" : a("3") = "text" : a(True + 2) = "bool"
WScript.Echo a(0), a(1), a(2), a(3)
