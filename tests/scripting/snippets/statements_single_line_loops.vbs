' Whole loops on one line.
Do While n < 3: n = n + 1: Loop
For Each x In Array(1, 2): s = s & x: Next
While n > 0: n = n - 1: Wend
If n = 0 Then s = s & "z" Else s = s & "y"
WScript.Echo n, s
