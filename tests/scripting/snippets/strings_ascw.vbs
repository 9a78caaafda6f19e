' Codes of characters beyond Windows-1252.
WScript.Echo AscW("A"), AscW(ChrW(8364)), AscW("ABC")
