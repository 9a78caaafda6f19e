' An array in arithmetic.
On Error Resume Next
x = Array(1) + 1 : WScript.Echo Err.Number : Err.Clear
