' Arguments by reference and by value.
Sub R(x) : x = x + 1 : End Sub
Sub V(ByVal x) : x = x + 1 : End Sub
Sub E(ByRef x) : x = x + 1 : End Sub
n = 1
R n : WScript.Echo n
V n : WScript.Echo n
E n : WScript.Echo n
R (n) : WScript.Echo n
Call R(n) : WScript.Echo n
R n + 0 : WScript.Echo n
Dim a(1)
a(0) = 5
R a(0)
WScript.Echo a(0)
