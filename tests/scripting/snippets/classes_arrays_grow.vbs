' An array of an object that grows.
Class C
  Private A()
  Private Sub Class_Initialize
    ReDim A(1)
  End Sub
  Public Sub Grow(n)
    ReDim Preserve A(n)
  End Sub
  Public Function Size
    Size = UBound(A)
  End Function
End Class
Set o = New C
o.Grow 5
WScript.Echo o.Size
