' The counter of a loop in a procedure without Dim is the script's.
Sub S
  For i = 1 To 3 : Next
End Sub
i = 100
S
WScript.Echo i
