' Cases may be expressions.
x = 10
Select Case x
  Case 5 + 4 : WScript.Echo "nine"
  Case 5 * 2, 11 : WScript.Echo "ten"
End Select
