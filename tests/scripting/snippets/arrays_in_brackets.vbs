' An array in brackets is a copy.
Function Seta0(arr)
  arr(0) = 2
  Seta0 = 1
End Function
x = Array(1) : Seta0 x : WScript.Echo x(0)
x = Array(1) : Seta0 (x) : WScript.Echo x(0)
x = Array(1) : Call Seta0((x)) : WScript.Echo x(0)
x = Array(1) : y = Seta0((x)) : WScript.Echo x(0), y
x = Array(Array(3)) : Seta0 x(0) : WScript.Echo x(0)(0)
x = Array(Array(3)) : Seta0 (x(0)) : WScript.Echo x(0)(0)
y = ((x))(0)(0) : WScript.Echo y
Sub ChangeArg(q)
  q = 2
End Sub
x = Array(1) : ChangeArg x(0) : WScript.Echo x(0)
x = Array(1) : ChangeArg (x(0)) : WScript.Echo x(0)
