' UBound of what is no array.
On Error Resume Next
x = UBound("abc") : WScript.Echo Err.Number, Err.Description : Err.Clear
x = UBound(Empty) : WScript.Echo Err.Number : Err.Clear
x = UBound(Array(1), 2) : WScript.Echo Err.Number : Err.Clear
x = LBound(5) : WScript.Echo Err.Number : Err.Clear
x = UBound(Array(1), 0) : WScript.Echo Err.Number : Err.Clear
