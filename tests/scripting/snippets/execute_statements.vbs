' Execute runs statements, and Eval works out an expression.
Execute "x = 5 : y = x * 2"
WScript.Echo x, y, Eval("x + y"), Eval("x = 5"), TypeName(Eval("""a"""))
Sub S
  Dim l
  l = 1
  Execute "l = l + 1"
  WScript.Echo l
  ExecuteGlobal "g = ""set"""
End Sub
S
WScript.Echo g
