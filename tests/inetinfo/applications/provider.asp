<%
On Error Resume Next
Set site = GetObject("IIS://localhost/W3SVC/1")
If Err.Number <> 0 Then
  Response.Write "error " & Err.Number
Else
  Response.Write site.ServerComment
End If
%>
