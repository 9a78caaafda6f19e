' The five operations of arithmetic, and what their results are.
WScript.Echo 7 + 2, 7 - 2, 7 * 2, 7 / 2, 7 \ 2, 7 Mod 2, 7 ^ 2
WScript.Echo TypeName(7 + 2), TypeName(7 / 2), TypeName(6 / 2), TypeName(7 \ 2), TypeName(7 ^ 2)
WScript.Echo 2.5 + 0.5, 1 / 4, 10 / 5
WScript.Echo 1 / 3
WScript.Echo 2 / 3, -2 / 3
