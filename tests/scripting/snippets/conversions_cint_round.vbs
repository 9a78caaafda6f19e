' Whole numbers are rounded to the even one.
WScript.Echo CInt(0.5), CInt(1.5), CInt(2.5), CInt(3.5), CInt(-0.5), CInt(-1.5), CInt(-2.5), CInt(2.4), CInt(2.6), CInt("2.5")
WScript.Echo CLng(0.5), CLng(1.5), CLng(2.5), CLng("100000"), CByte(2.5), CByte(3.5)
