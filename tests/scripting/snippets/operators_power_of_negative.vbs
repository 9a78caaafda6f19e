' No root of a negative number.
On Error Resume Next
x = (-8) ^ 0.5
WScript.Echo Err.Number
