' What stands behind the name in a call statement may be a comparison.
Function F2(x, y)
  WScript.Echo x & y
End Function
F2 1 = 1, 2
Function F1(x)
  WScript.Echo x
End Function
F1 1 = 1
F1 1 = (1)
F1 Not 1 = 0
Dim arr(2)
arr (0) = 2 Xor -2
WScript.Echo arr(0)
