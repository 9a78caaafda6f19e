' Select within Select; no case at all; the value worked out once.
Function V
  calls = calls + 1
  V = 3
End Function
Select Case V
  Case 1
  Case 3
    Select Case "x"
      Case "x" : WScript.Echo "inner"
    End Select
  Case 3 : WScript.Echo "never"
End Select
Select Case 5
End Select
WScript.Echo calls
