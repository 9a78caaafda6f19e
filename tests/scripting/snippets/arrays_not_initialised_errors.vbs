' What cannot be done with an array without a size.
Dim a()
On Error Resume Next
x = UBound(a) : WScript.Echo Err.Number : Err.Clear
x = a(0) : WScript.Echo Err.Number : Err.Clear
