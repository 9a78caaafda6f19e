' For Each over arrays, of one and of two dimensions.
For Each x In Array("a", "b", "c")
  WScript.Echo x
Next
Dim b(1, 1)
b(0, 0) = 1 : b(1, 0) = 2 : b(0, 1) = 3 : b(1, 1) = 4
For Each x In b
  s = s & x
Next
WScript.Echo s
Dim c(2)
For Each x In c
  x = 5
Next
WScript.Echo TypeName(c(0)), TypeName(x)
