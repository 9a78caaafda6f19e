' A function that changes its argument.
Function Cut(s)
  Cut = Left(s, 1)
  s = Mid(s, 2)
End Function
t = "abc"
WScript.Echo Cut(t), Cut(t), t
Sub Swap(a, b)
  Dim c
  c = a : a = b : b = c
End Sub
x = 1 : y = 2
Swap x, y
WScript.Echo x, y
