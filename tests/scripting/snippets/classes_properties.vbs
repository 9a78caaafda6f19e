' Property Get and Let.
Class C
  Private v
  Public Property Get Value : Value = v : End Property
  Public Property Let Value(n) : v = n * 2 : End Property
  Public Property Get ReadOnly : ReadOnly = "fixed" : End Property
End Class
Set c1 = New C
c1.Value = 5
WScript.Echo c1.Value, c1.ReadOnly
