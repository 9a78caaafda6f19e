' A member of an object that is given by reference is a copy.
Class C
  Public F
End Class
Sub R(x) : x = x & "!" : End Sub
Set o = New C
o.F = "a"
R o.F
WScript.Echo o.F
Set d = CreateObject("Scripting.Dictionary")
d("k") = "b"
R d("k")
WScript.Echo d("k")
