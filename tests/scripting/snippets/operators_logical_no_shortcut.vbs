' Both sides are always worked out.
Function T(n)
  WScript.Echo "T" & n
  T = True
End Function
Function F(n)
  WScript.Echo "F" & n
  F = False
End Function
If F(1) And T(2) Then WScript.Echo "and"
If T(3) Or F(4) Then WScript.Echo "or"
