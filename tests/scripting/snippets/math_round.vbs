' Halves go to the even digit.
WScript.Echo Round(0.5), Round(1.5), Round(2.5), Round(-0.5), Round(-1.5), Round(-2.5), Round(3.14159, 2), Round(2.675, 2), Round(1.005, 2), Round(0.125, 2), Round(0.375, 2)
WScript.Echo TypeName(Round(1.5)), TypeName(Round(1)), TypeName(Round(1.5, 1)), Round("2.5"), Round(1234.5678, 3), Round(5, 2)
On Error Resume Next
x = Round(1.5, -1) : WScript.Echo Err.Number, Err.Description : Err.Clear
x = Round("x") : WScript.Echo Err.Number : Err.Clear
x = Round(Null) : WScript.Echo Err.Number, TypeName(x) : Err.Clear
