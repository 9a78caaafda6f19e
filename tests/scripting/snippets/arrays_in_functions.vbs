' Arrays given back by functions, and reached at once.
Function Make(n)
  Dim r(), i
  ReDim r(n)
  For i = 0 To n
    r(i) = i * i
  Next
  Make = r
End Function
WScript.Echo Join(Make(4), ","), Make(3)(2), UBound(Make(2))
