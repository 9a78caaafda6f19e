' Classes that are not there.
On Error Resume Next
Set o = New NoSuch
WScript.Echo Err.Number, Err.Description
Err.Clear
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
