' A handler in a procedure is gone after it.
Function Try(v)
  On Error Resume Next
  Try = CInt(v)
  If Err.Number <> 0 Then Try = "bad"
End Function
WScript.Echo Try("5"), Try("x"), Try("6")
WScript.Echo Err.Number
