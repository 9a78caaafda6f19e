<!--#include file="inc/entries.inc"-->
<%
Class Knot
  Public other
  Private Sub Class_Initialize
    Set other = Nothing
  End Sub
  Private Sub Class_Terminate
    ended = ended + 1
  End Sub
  Public Function Join(a, b)
    Join = a & b
  End Function
End Class
Sub Change(a, b)
  a = b
End Sub
Function Depth(n)
  If n = 0 Then
    Depth = 0
  Else
    Depth = 1 + Depth(n - 1)
  End If
End Function
Dim ended, grid(), words, item, found
Set first = New Knot : Set first.other = first
Set second = New Knot : Set third = New Knot
Set second.other = third : Set third.other = second
Set words = Server.CreateObject("Scripting.Dictionary")
words.Add "itself", words
words("list") = Split("a,b,c", ",")
Change found, first.Join("a", "b" & "c")
ReDim grid(2, 2) : ReDim Preserve grid(2, 5)
Execute "Sub Inner(q) : q = 1 : End Sub : Inner 1 + 1"
Set r = New RegExp : r.Pattern = "(a)+" : item = r.Replace("caat", "o")
With r
  .Global = True
End With
On Error Resume Next
x = 1 / 0
x = Nothing.Foo
For Each item In words
  found = found & item
Next
Response.Cookies("a")("b") = Depth(20)
%><%= Request("q") & Request.Form("b") & Request.Cookies("c") & Request.ServerVariables("URL") & FormatNumber(1.5) %>
<% Server.Execute "hello.asp" %>
