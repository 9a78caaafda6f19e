' Objects without a value.
On Error Resume Next
Class C
  Public V
End Class
x = New C
WScript.Echo Err.Number
Err.Clear
Set o = New C
o.V = 1
WScript.Echo o & ""
WScript.Echo Err.Number, Err.Description
