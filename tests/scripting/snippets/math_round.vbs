' Halves go to the even digit.
WScript.Echo Round(0.5), Round(1.5), Round(2.5), Round(-0.5), Round(-1.5), Round(-2.5), Round(3.14159, 2), Round(0.125, 2), Round(0.375, 2), Round("2.5"), Round(1234.5678, 3)
On Error Resume Next
x = Round(1.5, -1) : WScript.Echo Err.Number, Err.Description : Err.Clear
