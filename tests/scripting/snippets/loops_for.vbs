' The forms of For.
For i = 1 To 3 : s = s & i : Next
WScript.Echo s, i
s = ""
For i = 10 To 1 Step -3 : s = s & i & " " : Next
WScript.Echo s, i
s = ""
For i = 1 To 0 : s = s & "never" : Next
WScript.Echo "[" & s & "]", i
For x = 0 To 1 Step 0.25 : s = s & x & " " : Next
WScript.Echo s, x
n = 3
For i = 1 To n
  n = 5
  c = c + 1
Next
WScript.Echo c
