' A small program: a stack as a class.
Class Stack
  Private items
  Private top
  Private Sub Class_Initialize
    items = Array(0, 0, 0, 0, 0)
    top = 0
  End Sub
  Public Sub Push(v)
    items(top) = v
    top = top + 1
  End Sub
  Public Function Pop
    top = top - 1
    Pop = items(top)
  End Function
  Public Property Get Count : Count = top : End Property
End Class
Set s = New Stack
s.Push "a" : s.Push "b" : s.Push "c"
WScript.Echo s.Pop, s.Pop, s.Count
