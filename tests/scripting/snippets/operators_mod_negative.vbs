' The remainder takes the sign of the dividend.
WScript.Echo -7 Mod 3, 7 Mod -3, -7 Mod -3, 7 Mod 3
WScript.Echo 7.5 Mod 2, 6.5 Mod 4, -6.5 Mod 4, 8.4 Mod 3
WScript.Echo TypeName(7 Mod 3), TypeName(7.5 Mod 2), TypeName(CLng(7) Mod 3)
