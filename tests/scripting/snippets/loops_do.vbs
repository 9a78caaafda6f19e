' The four forms of Do.
Do While i < 3 : i = i + 1 : Loop
WScript.Echo i
Do Until i = 0 : i = i - 1 : Loop
WScript.Echo i
Do : i = i + 1 : Loop While i < 5
WScript.Echo i
Do : i = i - 1 : Loop Until i <= 2
WScript.Echo i
Do
  i = i + 1
  If i > 8 Then Exit Do
Loop
WScript.Echo i
Do : n = n + 1 : Loop Until True
WScript.Echo n
