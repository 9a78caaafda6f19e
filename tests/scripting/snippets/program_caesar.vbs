' A small program: letters moved on.
Function Moved(t, by)
  Dim i, c
  For i = 1 To Len(t)
    c = Asc(Mid(t, i, 1))
    If c >= 97 And c <= 122 Then c = (c - 97 + by + 26) Mod 26 + 97
    Moved = Moved & Chr(c)
  Next
End Function
WScript.Echo Moved("hello, world", 3), Moved(Moved("hello, world", 3), -3)
