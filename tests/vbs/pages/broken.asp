<html>
<%
Dim a
a = 1
If a = 1 Thn
  Response.Write "x"
End If
%>
</html>
