' The end of a procedure behind its last statement.
Sub EndT
  x = 1 End Sub
EndT : WScript.Echo x
Class K
  Public x End Class
Set k1 = New K : k1.x = 4 : WScript.Echo k1.x
