' Loops downwards, with fractions and with nothing to do.
For i = 3 To 1 Step -1 : s = s & i & " " : Next
For i = 1 To 3 Step -1 : s = s & "never" : Next
For i = 1 To 2 Step 0.5 : s = s & i & " " : Next
For i = -2 To 2 Step 2 : s = s & i & " " : Next
WScript.Echo s
