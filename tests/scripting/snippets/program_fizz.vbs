' A small program: words for numbers.
For i = 1 To 15
  w = ""
  If i Mod 3 = 0 Then w = "fizz"
  If i Mod 5 = 0 Then w = w & "buzz"
  If w = "" Then w = i
  s = s & w & " "
Next
WScript.Echo Trim(s)
