' Objects in arrays.
Dim a(1)
Set a(0) = CreateObject("Scripting.Dictionary")
a(0).Add "k", "v"
WScript.Echo a(0).Item("k"), a(0).Count, TypeName(a(1))
a(1) = Array(1, 2)
WScript.Echo a(1)(0), a(1)(1)
