' Sines, roots and logarithms.
WScript.Echo Abs(-5), Abs(5.5), Abs("-3"), TypeName(Abs(-5)), Sgn(-2), Sgn(0), Sgn(3.5), Sgn("-1"), Sqr(16), Sqr(2)
WScript.Echo Round(Sin(1), 10), Round(Cos(1), 10), Round(Tan(1), 10), Round(Atn(1), 10), Round(Exp(1), 10), Round(Log(10), 10), Exp(0), Log(1)
On Error Resume Next
x = Sqr(-1) : WScript.Echo Err.Number, Err.Description : Err.Clear
x = Log(0) : WScript.Echo Err.Number : Err.Clear
x = Exp(1000) : WScript.Echo Err.Number : Err.Clear
x = Abs(Null) : WScript.Echo Err.Number, TypeName(x) : Err.Clear
