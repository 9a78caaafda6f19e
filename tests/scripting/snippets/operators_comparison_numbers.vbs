' Comparisons of numbers.
WScript.Echo CStr(1 < 2), CStr(2 <= 2), CStr(3 > 4), CStr(4 >= 4), CStr(5 = 5), CStr(5 <> 5)
WScript.Echo CStr(1 = 1.0), CStr(0.1 + 0.2 = 0.3), CStr(-0.0 = 0)
WScript.Echo CStr(1 =< 2), CStr(1 => 2)
WScript.Echo TypeName(1 < 2)
