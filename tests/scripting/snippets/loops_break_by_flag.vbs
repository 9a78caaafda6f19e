' A loop ended by a flag, and one by a count.
found = False
n = 0
Do While Not found And n < 10
  n = n + 1
  If n * n > 20 Then found = True
Loop
WScript.Echo n, CStr(found)
