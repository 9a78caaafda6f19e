' The beginning and the end of an object.
Class C
  Private Sub Class_Initialize
    WScript.Echo "begin"
  End Sub
  Private Sub Class_Terminate
    WScript.Echo "end"
  End Sub
End Class
Set o = New C
Set p = o
Set o = Nothing
WScript.Echo "still"
Set p = Nothing
WScript.Echo "gone"
Sub S
  Dim l
  Set l = New C
  WScript.Echo "in"
End Sub
S
WScript.Echo "last"
