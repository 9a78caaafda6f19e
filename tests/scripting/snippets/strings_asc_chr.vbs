' Characters and their codes.
WScript.Echo Asc("A"), Asc("ABC"), Chr(65), Asc(Chr(200)), TypeName(Asc("a")), TypeName(Chr(65)), Chr("66"), Len(Chr(0))
On Error Resume Next
x = Asc("") : WScript.Echo Err.Number, Err.Description : Err.Clear
x = Chr(256) : WScript.Echo Err.Number : Err.Clear
x = Chr(-1) : WScript.Echo Err.Number : Err.Clear
