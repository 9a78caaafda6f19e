' A variable of a procedure may have the name of a function of VBScript.
Sub S
  Dim left, mid
  left = "l" : mid = "m"
  WScript.Echo left, mid
End Sub
S
WScript.Echo Left("abc", 1)
