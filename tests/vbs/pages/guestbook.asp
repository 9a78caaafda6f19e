<%@ Language="VBScript" CODEPAGE=65001 %>
<% Option Explicit %>
<!--#include file="inc/entries.inc"-->
<%
Dim entry, count
If Request.ServerVariables("REQUEST_METHOD") = "POST" Then
  Call AddEntry(Request.Form("name"), Request.Form("text"))
  Session("last") = Request.Form("name")
  Response.Redirect "guestbook.asp"
End If
count = 0
%>
<h1>Guest book</h1>
<ul>
<% For Each entry In Entries() %>
  <li><%= Server.HTMLEncode(entry) %></li>
<%   count = count + 1
   Next %>
</ul>
<p><%= count %> entries, the last by <%= Session("last") %></p>
<!--#include virtual="/inc/footer.inc"-->
