' A constant cannot be assigned.
Const A = 1
On Error Resume Next
A = 2
WScript.Echo Err.Number, Err.Description, A
