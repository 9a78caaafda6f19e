' The default member of a class.
Class Box
  Private v
  Public Default Property Get Value
    Value = v
  End Property
  Public Property Let Value(n)
    v = n
  End Property
End Class
Class Fn
  Public Default Function Run(a, b)
    Run = a + b
  End Function
End Class
Set b = New Box
b.Value = 7
WScript.Echo b, b + 1, b & "!"
Set f = New Fn
WScript.Echo f(2, 3)
x = b
WScript.Echo TypeName(x), x
