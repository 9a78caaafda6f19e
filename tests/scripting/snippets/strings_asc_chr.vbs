' Characters and their codes.
WScript.Echo Asc("A"), Asc("ABC"), Chr(65), AscW("A"), ChrW(66), Asc(Chr(200)), AscW(ChrW(8364)), AscW(ChrW(-1)), AscW(ChrW(40000)), Len(Chr(0)), TypeName(Asc("a")), TypeName(Chr(65)), Chr("66")
On Error Resume Next
x = Asc("") : WScript.Echo Err.Number, Err.Description : Err.Clear
x = Chr(256) : WScript.Echo Err.Number : Err.Clear
x = Chr(-1) : WScript.Echo Err.Number : Err.Clear
x = ChrW(70000) : WScript.Echo Err.Number : Err.Clear
x = Asc(Null) : WScript.Echo Err.Number : Err.Clear
