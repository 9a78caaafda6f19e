' A call statement whose first argument starts with a bracket.
WScript.Echo ("a") & "b"
WScript.Echo (1 + 2) * 3, (4)
Sub S(x)
  WScript.Echo "<" & x & ">"
End Sub
S (2) + 3
S ("x") & ("y")
