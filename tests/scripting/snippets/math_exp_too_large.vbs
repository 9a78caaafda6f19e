' A power of e that no Double holds.
On Error Resume Next
x = Exp(1000) : WScript.Echo Err.Number
