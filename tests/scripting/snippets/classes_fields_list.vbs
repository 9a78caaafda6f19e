' Several fields in a line.
Class Point
  Public X, Y
  Private a, b(2)
End Class
Set p = New Point
p.X = 1 : p.Y = 2
WScript.Echo p.X, p.Y
