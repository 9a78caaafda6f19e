' Comparisons in the order of codes.
a = Array("b", "B", "a", "A", "_", "1", "é", "Z")
For i = 0 To UBound(a) - 1
  For j = i + 1 To UBound(a)
    If a(i) > a(j) Then
      t = a(i) : a(i) = a(j) : a(j) = t
    End If
  Next
Next
For i = 0 To UBound(a)
  s = s & AscW(a(i)) & " "
Next
WScript.Echo s
