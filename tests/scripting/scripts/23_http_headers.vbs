Set root = GetObject("IIS://localhost/W3SVC/1/Root")
root.HttpCustomHeaders = Array("X-Powered-By: ASP.NET", "X-Server: web1")
root.HttpExpires = "D, 0x15180"
root.HttpRedirect = "http://www.contoso.com/$S$Q, PERMANENT"
root.CacheControlMaxAge = 3600
root.CacheControlCustom = "public"
root.SetInfo
For Each h In root.HttpCustomHeaders : WScript.Echo h : Next
WScript.Echo root.HttpExpires, root.HttpRedirect
root.PutEx 1, "HttpRedirect", ""
WScript.Echo "[" & GetObject("IIS://localhost/W3SVC/1/Root").HttpRedirect & "]"
