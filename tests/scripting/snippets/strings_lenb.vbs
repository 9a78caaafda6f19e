' Bytes of a text.
WScript.Echo LenB("abc"), LenB(""), AscB("A"), LenB(ChrB(65)), LenB(LeftB("abc", 2)), LenB(MidB("abc", 3, 2)), AscB(RightB("abc", 2)), InStrB("abc", "b")
