' An element of an array within an array, and of a dictionary within one, set at once.
Dim a(1)
Set a(0) = CreateObject("Scripting.Dictionary")
a(0)("m") = 2
a(1) = Array(1, 2)
a(1)(0) = 9
WScript.Echo a(0)("m"), a(1)(0), a(1)(1)
