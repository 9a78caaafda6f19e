' A procedure as a value.
Function Twice(n) : Twice = n * 2 : End Function
Function Thrice(n) : Thrice = n * 3 : End Function
Function Apply(f, n) : Apply = f(n) : End Function
Set f = GetRef("Twice")
WScript.Echo f(4), Apply(GetRef("thrice"), 5)
