' Many turns of a loop.
For i = 1 To 3000
  t = t + i Mod 7
Next
Do Until t < 100
  t = t \ 2
Loop
WScript.Echo t
