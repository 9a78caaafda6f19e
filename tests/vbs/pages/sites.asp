<%
Dim service, child, maps, node
Set service = GetObject("IIS://localhost/W3SVC")
For Each child In service
  If LCase(child.Class) = "iiswebserver" Then Response.Write child.name & "=" & child.SERVERCOMMENT & ";"
Next
Set node = GetObject("iis://LocalHost/w3svc/1")
Response.Write node.ServerBindings(0)(0) & "|" & UBound(node.ServerBindings) & "|" & node.Get("serverbindings")(0)
node.ServerComment = "renamed"
node.SetInfo
Response.Write "|" & GetObject("IIS://localhost/W3SVC/1").ServerComment
Set node = GetObject("IIS://localhost")
maps = node.MimeMap
ReDim Preserve maps(UBound(maps) + 1)
Set maps(UBound(maps)) = Server.CreateObject("MimeMap")
maps(UBound(maps)).Extension = ".xyz"
maps(UBound(maps)).MimeType = "application/x-yz"
node.MimeMap = maps
node.SetInfo
For Each child In GetObject("IIS://localhost").GetEx("MimeMap")
  Response.Write "|" & child.Extension
Next
%>
