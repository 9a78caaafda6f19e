' A property without Let cannot be assigned.
Class C
  Public Property Get ReadOnly : ReadOnly = "fixed" : End Property
End Class
Set c1 = New C
On Error Resume Next
c1.ReadOnly = 1
WScript.Echo CStr(Err.Number <> 0), c1.ReadOnly
