' Rounding where no half is in the way.
WScript.Echo Round(0.4), Round(1.6), Round(-1.6), Round(7), TypeName(Round(1.4)), TypeName(Round(1)), Round(True)
On Error Resume Next
x = Round("x") : WScript.Echo Err.Number : Err.Clear
