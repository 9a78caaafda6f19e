' Under Option Explicit an unknown name is error 500.
Option Explicit
Dim a, b(2), c
On Error Resume Next
a = 1
unknown = 2
WScript.Echo Err.Number, Err.Description
Err.Clear
c = other
WScript.Echo Err.Number
