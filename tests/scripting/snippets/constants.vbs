' Const of every kind, also within procedures.
Const A = 1, B = "two", C = -3.5, D = #1/2/2003#, E = True, F = &HFF, G = -1
Private Const H = "private"
Public Const I = 9
WScript.Echo A, B, C, D, CStr(E), F, G, H, I
Sub S
  Const A = "local"
  WScript.Echo A
End Sub
S
