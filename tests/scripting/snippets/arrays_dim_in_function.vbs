' A dynamic array declared in a function.
Function Make(n)
  Dim r(), i
  ReDim r(n)
  For i = 0 To n
    r(i) = i * 2
  Next
  Make = r
End Function
WScript.Echo Make(3)(2), UBound(Make(2))
