' A sort as scripts have it.
a = Array(5, 3, 9, 1, 7)
For i = UBound(a) - 1 To 0 Step -1
  For j = 0 To i
    If a(j) > a(j + 1) Then
      t = a(j) : a(j) = a(j + 1) : a(j + 1) = t
    End If
  Next
Next
For Each x In a
  s = s & x & " "
Next
WScript.Echo s
