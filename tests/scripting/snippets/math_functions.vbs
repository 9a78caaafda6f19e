' Roots, sizes and signs.
WScript.Echo Abs(-5), Abs(5.5), Abs("-3"), TypeName(Abs(-5)), Sgn(-2), Sgn(0), Sgn(3.5), Sgn("-1"), Sqr(16), Sqr(2)
WScript.Echo Exp(0), Log(1), CSng(Sin(1)), CSng(Cos(1)), CSng(Tan(1)), CSng(Atn(1)), CSng(Exp(1)), CSng(Log(10))
On Error Resume Next
x = Sqr(-1) : WScript.Echo Err.Number, Err.Description : Err.Clear
x = Log(0) : WScript.Echo Err.Number : Err.Clear
x = Abs(Null) : WScript.Echo Err.Number, TypeName(x) : Err.Clear
