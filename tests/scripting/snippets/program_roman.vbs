' A small program: Roman numerals.
Function Roman(ByVal n)
  Dim v, l, i
  v = Array(1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
  l = Array("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")
  For i = 0 To UBound(v)
    Do While n >= v(i)
      Roman = Roman & l(i)
      n = n - v(i)
    Loop
  Next
End Function
WScript.Echo Roman(1999), Roman(2024), Roman(4)
