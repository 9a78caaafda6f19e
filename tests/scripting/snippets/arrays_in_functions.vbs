' Arrays given back by functions, and reached at once.
Function Make(n)
  Dim i
  ReDim r(n)
  For i = 0 To n
    r(i) = i * i
  Next
  Make = r
End Function
WScript.Echo Make(3)(2), UBound(Make(2)), Make(4)(4)
