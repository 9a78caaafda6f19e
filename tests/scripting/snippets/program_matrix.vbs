' A small program: a product of matrices.
Dim a(1, 1), b(1, 1), c(1, 1)
a(0, 0) = 1 : a(0, 1) = 2 : a(1, 0) = 3 : a(1, 1) = 4
b(0, 0) = 5 : b(0, 1) = 6 : b(1, 0) = 7 : b(1, 1) = 8
For i = 0 To 1
  For j = 0 To 1
    For k = 0 To 1
      c(i, j) = c(i, j) + a(i, k) * b(k, j)
    Next
  Next
Next
WScript.Echo c(0, 0), c(0, 1), c(1, 0), c(1, 1)
