' A text made longer a piece at a time.
s = ""
For i = 1 To 2000
  s = s & Chr(65 + i Mod 26)
Next
WScript.Echo Len(s), Left(s, 5), Right(s, 5), InStr(s, "ZA")
