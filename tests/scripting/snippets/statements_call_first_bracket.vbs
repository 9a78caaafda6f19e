' A call statement whose first argument starts with a bracket.
WScript.Echo ("a") & "b"
Sub S(x)
  WScript.Echo "<" & x & ">"
End Sub
S (2) + 3
S ("x") & ("y")
