' Of procedures of one name the last counts, wherever it stands.
WScript.Echo Dup()
Function Dup
  Dup = 1
End Function
Sub Dup
  WScript.Echo "sub"
End Sub
Function Dup
  Dup = 2
End Function
WScript.Echo Dup()
