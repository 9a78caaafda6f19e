' Procedures left early.
Function F(n)
  F = "early"
  If n = 1 Then Exit Function
  F = "late"
End Function
Sub S(n)
  If n = 1 Then Exit Sub
  WScript.Echo "reached"
End Sub
S 1 : S 2
WScript.Echo F(1), F(2)
