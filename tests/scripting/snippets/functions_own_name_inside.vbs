' Inside a function its name is its result; with arguments it is a call.
Function Rec(x)
  If (x) Then Exit Function
  Rec = 2
  Dim y
  y = Rec
  WScript.Echo y
  Rec = 1
  Call Rec(True)
End Function
WScript.Echo Rec(False)
