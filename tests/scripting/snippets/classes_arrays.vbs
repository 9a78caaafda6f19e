' Arrays as members.
Class C
  Public A()
  Public B(2)
  Private Sub Class_Initialize
    ReDim A(1)
    A(0) = "a0" : B(1) = "b1"
  End Sub
  Public Sub Grow(n)
    ReDim Preserve A(n)
  End Sub
  Public Function Size
    Size = UBound(A)
  End Function
  Public Function First
    First = A(0) & B(1)
  End Function
End Class
Set o = New C
o.Grow 5
WScript.Echo o.Size, o.First, UBound(o.B)
