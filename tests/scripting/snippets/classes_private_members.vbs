' What is private stays so.
Class C
  Private Sub Secret : End Sub
  Private p
  Public Function Call2 : Secret : Call2 = "ok" : End Function
End Class
Set o = New C
WScript.Echo o.Call2
On Error Resume Next
o.Secret
WScript.Echo Err.Number, Err.Description
Err.Clear
o.p = 1
WScript.Echo Err.Number
Err.Clear
o.Unknown = 1
WScript.Echo Err.Number
