<%@ Language="VBScript" %>
<html><body><% Response.Write "hello" %></body></html>
