' An element asked for with too few indexes.
Dim b(1, 2)
On Error Resume Next
x = b(1) : WScript.Echo Err.Number : Err.Clear
