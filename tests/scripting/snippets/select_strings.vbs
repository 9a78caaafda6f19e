' Select Case over texts, by expressions and by conditions.
For Each v In Array("a", "A", "b", "")
  Select Case LCase(v)
    Case "a"
      s = s & "first "
    Case "b", "c"
      s = s & "second "
    Case Else
      s = s & "none "
  End Select
Next
n = 15
Select Case True
  Case n < 10
    s = s & "small"
  Case n < 20
    s = s & "middle"
  Case Else
    s = s & "large"
End Select
WScript.Echo s
