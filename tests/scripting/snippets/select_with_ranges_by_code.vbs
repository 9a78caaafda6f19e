' A value sorted into ranges, as scripts do without To.
For Each n In Array(-5, 0, 50, 500)
  If n < 0 Then
    s = s & "negative "
  ElseIf n = 0 Then
    s = s & "zero "
  ElseIf n < 100 Then
    s = s & "small "
  Else
    s = s & "big "
  End If
Next
WScript.Echo s
