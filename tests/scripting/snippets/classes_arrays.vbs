' Arrays as members.
Class C
  Public B(2)
  Public V
  Private Sub Class_Initialize
    B(1) = "b1"
    V = Array("v0", "v1")
  End Sub
  Public Function First
    First = V(0) & B(1)
  End Function
End Class
Set o = New C
WScript.Echo o.First, UBound(o.B), o.V(1)
