' A small program: towers.
moves = 0
Sub Hanoi(n, a, b, c)
  If n = 0 Then Exit Sub
  Hanoi n - 1, a, c, b
  moves = moves + 1
  If moves <= 3 Then WScript.Echo a & ">" & b
  Hanoi n - 1, c, b, a
End Sub
Hanoi 6, "A", "B", "C"
WScript.Echo moves
