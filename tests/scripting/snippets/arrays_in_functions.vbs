' Arrays given back by functions, and reached at once.
Function Make(n)
  Dim r
  r = Array(0, 0, 0, 0, 0)
  For i = 0 To n
    r(i) = i * i
  Next
  Make = r
End Function
WScript.Echo Make(3)(2), UBound(Make(2)), Make(4)(4)
