' A default that is called with an argument.
Class D
  Public Default Sub init(a)
    WScript.Echo "init" & a
  End Sub
End Class
Set o = New D
o.init(1)
o(2)
