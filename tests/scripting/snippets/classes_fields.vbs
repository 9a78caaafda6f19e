' Objects with fields.
Class Point
  Public X
  Public Y
  Private hidden
  Public Sub Move(a, b)
    X = a : Y = b : hidden = a + b
  End Sub
  Public Function Sum
    Sum = hidden
  End Function
End Class
Set p = New Point
p.Move 3, 4
WScript.Echo p.X, p.Y, p.Sum
Set q = p
q.X = 10
WScript.Echo p.X
On Error Resume Next
z = p.hidden
WScript.Echo Err.Number, Err.Description
