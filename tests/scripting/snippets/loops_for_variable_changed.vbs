' The counter changed in the loop, and where it ends.
For i = 1 To 10
  If i = 3 Then i = 7
  s = s & i & " "
Next
WScript.Echo s, i
For i = 1 To 10
  If i = 4 Then Exit For
Next
WScript.Echo i, TypeName(i)
For b = CByte(1) To 3 : Next
WScript.Echo b, TypeName(b)
