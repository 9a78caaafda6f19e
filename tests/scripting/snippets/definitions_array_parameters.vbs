' Parameters with brackets take arrays, and anything else.
Sub Two(ByRef a(), ByVal b())
  WScript.Echo UBound(a), IsArray(b)
End Sub
Dim x(3)
Two x, x
Sub Any_(a())
  WScript.Echo TypeName(a)
End Sub
Any_ 1
Any_ False
