' Pieces of a text.
s = "abcdef"
WScript.Echo Len(s), Left(s, 2), Right(s, 2), Mid(s, 3), Mid(s, 2, 3), Mid(s, 6, 5), "[" & Mid(s, 7) & "]", Left(s, 99), Right(s, 99), "[" & Left(s, 0) & "]"
WScript.Echo Len(12345), Len(True), Left(12345, 2), Mid(12345, 2, 2), Len(Empty), TypeName(Len(Null))
On Error Resume Next
x = Mid(s, 0) : WScript.Echo Err.Number : Err.Clear
x = Mid(s, 1, -1) : WScript.Echo Err.Number : Err.Clear
