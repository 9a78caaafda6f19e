' Execute, ExecuteGlobal and Eval.
Execute "x = 5 : y = x * 2"
WScript.Echo x, y, Eval("x + y"), Eval("x = 5"), TypeName(Eval("""a"""))
ExecuteGlobal "Function Added(n) : Added = n + 100 : End Function"
WScript.Echo Added(1)
Sub S
  Dim l
  l = 1
  Execute "l = l + 1"
  WScript.Echo l
  ExecuteGlobal "g = ""set"""
End Sub
S
WScript.Echo g
