' An array that is assigned is a copy.
a = Array(1, 2, 3)
b = a
b(0) = 99
WScript.Echo a(0), b(0)
Sub Change(x)
  x(0) = 7
End Sub
Sub ChangeCopy(ByVal x)
  x(1) = 7
End Sub
Change a
ChangeCopy a
WScript.Echo a(0), a(1)
