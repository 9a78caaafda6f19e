' A sort of texts.
a = Array("pear", "fig", "apple", "cherry", "date")
For i = 0 To UBound(a) - 1
  For j = i + 1 To UBound(a)
    If a(i) > a(j) Then
      t = a(i) : a(i) = a(j) : a(j) = t
    End If
  Next
Next
For i = 0 To UBound(a)
  s = s & a(i) & " "
Next
WScript.Echo s
