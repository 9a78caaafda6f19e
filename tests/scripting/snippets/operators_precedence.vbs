' Which operator binds closer.
WScript.Echo 2 + 3 * 4, (2 + 3) * 4, 2 ^ 3 ^ 2, -2 ^ 2, 2 ^ -1
WScript.Echo 10 - 4 - 3, 100 / 10 / 5, 17 \ 3 \ 2, 20 Mod 7 Mod 4
WScript.Echo 7 \ 2 * 3, 7 Mod 4 * 2, 6 / 2 * 3, 10 Mod 4 \ 2
WScript.Echo 1 + 2 & 3 + 4, "a" & 1 + 1 & "b"
WScript.Echo CStr(1 = 1 And 2 = 3 Or 4 = 4), CStr(Not 1 = 2), CStr(Not True Or True)
WScript.Echo -3 Mod 2, - 5 \ 2, 5 - -2
