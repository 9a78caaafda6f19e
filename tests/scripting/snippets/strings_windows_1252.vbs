' The characters between 128 and 159 are those of Windows.
WScript.Echo AscW(Chr(128)), Asc(ChrW(8364)), Asc(Chr(150)), AscW(Chr(160)), AscW(Chr(255))
