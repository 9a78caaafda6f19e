' A condition that fails at the head of a loop goes into it, one at the end leaves it.
On Error Resume Next
n = 0
Do While CInt("a")
  n = n + 1 : If n > 2 Then Exit Do
Loop
WScript.Echo n : Err.Clear
n = 0
Do Until CInt("a")
  n = n + 1 : If n > 2 Then Exit Do
Loop
WScript.Echo n : Err.Clear
n = 0
Do
  n = n + 1
Loop While CInt("a")
WScript.Echo n : Err.Clear
n = 0
Do
  n = n + 1
Loop Until CInt("a")
WScript.Echo n : Err.Clear
