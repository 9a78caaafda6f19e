' What a sum or product becomes.
x = "5" * "4" : WScript.Echo x, TypeName(x)
x = "5" + 4 : WScript.Echo x, TypeName(x)
x = "5" + "4" : WScript.Echo x, TypeName(x)
x = True + True : WScript.Echo x, TypeName(x)
x = Empty + 1 : WScript.Echo x, TypeName(x)
x = #1/2/2003# + 1 : WScript.Echo x, TypeName(x)
x = #1/2/2003# - #1/1/2003# : WScript.Echo x, TypeName(x)
x = CLng(2147483647) + 1 : WScript.Echo x, TypeName(x)
x = CInt(32767) + CInt(1) : WScript.Echo x, TypeName(x)
x = CByte(255) + CByte(1) : WScript.Echo x, TypeName(x)
x = 10 \ 4 : WScript.Echo x, TypeName(x)
x = CCur(1.23456) : WScript.Echo x, TypeName(x)
WScript.Echo -7 Mod 3, -7 \ 2, 7.5 Mod 2, -3 ^ 2, 7 Mod 4 + 2, 12 / 3 \ 2, 5 \ 4 / 2
