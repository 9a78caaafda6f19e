' Variables of procedures are their own.
x = "global" : y = "global"
Sub S
  Dim x
  x = "local"
  y = "changed"
  z = "implicit"
  WScript.Echo x, y, z
End Sub
S
WScript.Echo x, y, TypeName(z)
