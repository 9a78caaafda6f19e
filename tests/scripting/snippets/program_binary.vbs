' A small program: numbers in base two.
Function Binary(ByVal n)
  If n = 0 Then Binary = "0"
  Do While n > 0
    Binary = (n Mod 2) & Binary
    n = n \ 2
  Loop
End Function
WScript.Echo Binary(10), Binary(255), Binary(1)
