' A small program: columns of a report.
Function Pad(t, n)
  Pad = Left(t & Space(n), n)
End Function
Function PadLeft(t, n)
  PadLeft = Right(Space(n) & t, n)
End Function
For Each r In Array("apple|3", "fig|12", "cherry|140")
  p = Split(r, "|")
  WScript.Echo Pad(p(0), 8) & PadLeft(p(1), 5) & Right("000" & p(1), 4)
Next
