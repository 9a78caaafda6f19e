' The next statement runs after one that fails.
On Error Resume Next
WScript.Echo "a"
x = CInt("a")
WScript.Echo "b", Err.Number
WScript.Echo Err.Source
Err.Clear
WScript.Echo Err.Number, "[" & Err.Description & "]", "[" & Err.Source & "]"
