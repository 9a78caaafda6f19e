' Const counts from its place on, procedures from everywhere.
WScript.Echo Later(2)
Function Later(n)
  Later = n * Factor
End Function
Const Factor = 21
WScript.Echo Later(2)
