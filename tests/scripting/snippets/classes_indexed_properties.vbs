' Properties with arguments.
Class Grid
  Private d
  Private Sub Class_Initialize
    Set d = CreateObject("Scripting.Dictionary")
  End Sub
  Public Property Get Cell(r, c)
    Cell = d(r & "," & c)
  End Property
  Public Property Let Cell(r, c, v)
    d(r & "," & c) = v
  End Property
End Class
Set g = New Grid
g.Cell(1, 2) = "x"
g.Cell(3, 4) = "y"
WScript.Echo g.Cell(1, 2), g.Cell(3, 4), "[" & g.Cell(0, 0) & "]"
