' Arguments that are left out.
Sub S(a, b, c)
  WScript.Echo TypeName(a), TypeName(b), TypeName(c)
End Sub
S 1, , 3
S , 2, 3
Function E(v)
  E = (VarType(v) = vbError)
End Function
Call T(, 1)
Sub T(x, y)
  WScript.Echo VarType(x), E(x) & E(y)
End Sub
