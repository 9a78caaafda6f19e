' Erase frees a dynamic array.
Dim d()
ReDim d(2)
d(0) = 1
Erase d
On Error Resume Next
x = UBound(d) : WScript.Echo Err.Number, Err.Description
