' The words before procedures.
Public Function A : A = "a" : End Function
Private Function B : B = "b" : End Function
Public Sub C : WScript.Echo "c" : End Sub
Private Sub D() : WScript.Echo "d" : End Sub
WScript.Echo A, B
C : D
Public pv
Private qv, rv(2)
pv = 1 : qv = 2 : rv(2) = 3
WScript.Echo pv, qv, rv(2)
