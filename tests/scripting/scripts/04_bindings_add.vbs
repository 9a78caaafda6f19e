' Adds host headers to a site, however its bindings are stored.
Dim arr, i, found, host
host = "www.contoso.com"
Set site = GetObject("IIS://localhost/W3SVC/1")
arr = site.ServerBindings
found = False
For i = LBound(arr) To UBound(arr)
  If LCase(arr(i)) = LCase(":80:" & host) Then found = True
Next
If Not found Then
  ReDim Preserve arr(UBound(arr) + 1)
  arr(UBound(arr)) = ":80:" & host
  site.Put "ServerBindings", arr
  site.SetInfo
End If
For Each b In site.GetEx("ServerBindings")
  parts = Split(b, ":")
  WScript.Echo "ip=" & parts(0), "port=" & parts(1), "host=" & parts(2)
Next
WScript.Echo UBound(site.ServerBindings) + 1 & " bindings"
