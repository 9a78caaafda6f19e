<% Option Explicit
Dim n, i, sum
n = CInt(Request("n"))
For i = 1 To n
  sum = sum + 2
Next
On Error Resume Next
i = 1 / 0
%><%= n %>:<%= CInt(sum) %>:<%= Err.Number %>
