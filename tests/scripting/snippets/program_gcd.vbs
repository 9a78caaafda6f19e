' A small program: divisors, with a function that changes nothing outside.
Function Gcd(ByVal a, ByVal b)
  Dim t
  While b <> 0
    t = b
    b = a Mod b
    a = t
  Wend
  Gcd = a
End Function
x = 48 : y = 36
WScript.Echo Gcd(x, y), x, y, Gcd(17, 5)
