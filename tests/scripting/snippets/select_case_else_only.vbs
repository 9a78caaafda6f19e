' Select Case with nothing but Case Else, and with texts that differ by case.
Select Case "x"
  Case Else : WScript.Echo "else"
End Select
Select Case "A"
  Case "a" : WScript.Echo "small"
  Case "A" : WScript.Echo "capital"
End Select
