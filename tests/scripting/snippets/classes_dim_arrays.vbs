' Arrays that a class declares by Dim.
Class A
  Dim fixed(3), v, dyn()
  Private Sub Class_Initialize
    fixed(1) = 5
    ReDim dyn(2) : dyn(2) = 8
  End Sub
  Public Function F(i) : F = fixed(i) : End Function
  Public Function U : U = UBound(fixed) : End Function
  Public Function V2 : V2 = UBound(dyn) & dyn(2) : End Function
End Class
Set o = New A
WScript.Echo o.F(1), o.U, o.V2
