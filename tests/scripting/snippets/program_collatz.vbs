' A small program: steps of a row.
n = 27
Do Until n = 1
  If n Mod 2 = 0 Then n = n \ 2 Else n = 3 * n + 1
  steps = steps + 1
  If n > top Then top = n
Loop
WScript.Echo steps, top
