' The ways to call.
Sub S(a, b)
  WScript.Echo a & "," & b
End Sub
Function F(a)
  WScript.Echo "F" & a
  F = a * 2
End Function
S 1, 2
Call S(3, 4)
F 5
F(6)
Call F(7)
x = F(8)
WScript.Echo x, F((9))
S (1), (2)
S -1, -2
