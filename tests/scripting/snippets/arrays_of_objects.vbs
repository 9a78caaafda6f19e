' Objects in arrays.
Dim a(1)
Set a(0) = CreateObject("Scripting.Dictionary")
a(0).Add "k", "v"
a(0)("m") = 2
WScript.Echo a(0)("k"), a(0).Item("m"), a(0).Count, TypeName(a(0)), TypeName(a(1))
a(1) = Array(1, 2)
a(1)(0) = 9
WScript.Echo a(1)(0), a(1)(1)
