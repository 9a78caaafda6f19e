On Error Resume Next
Set svc = GetObject("IIS://127.0.0.1/W3SVC")
Set site = svc.Create("IIsWebServer", 5)
site.ServerComment = "Old"
site.SetInfo
If Err.Number <> 0 Then WScript.Echo "create: " & Hex(Err.Number) : WScript.Quit 1
svc.Delete "IIsWebServer", 5
If Err <> 0 Then
  WScript.Echo "delete failed", Err.Number
Else
  WScript.Echo "deleted"
End If
Err.Clear
svc.Delete "IIsWebServer", 5
WScript.Echo "again: 0x" & Hex(Err.Number)
x = svc.Delete("IIsWebServer", "1")
Set gone = GetObject("IIS://localhost/W3SVC/1")
If Err.Number = &H80070003 Then WScript.Echo "gone"
