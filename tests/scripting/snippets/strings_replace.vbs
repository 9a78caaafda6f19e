' Texts replaced.
WScript.Echo Replace("aXbXc", "X", "-"), Replace("aXbXc", "x", "-"), Replace("aXbXc", "x", "-", 1, -1, 1), Replace("aXbXc", "X", "-", 1, 1), Replace("aXbXc", "X", "-", 3), Replace("abc", "", "-"), "[" & Replace("", "a", "b") & "]", Replace("aaa", "a", "aa"), Replace("abc", "b", "")
WScript.Echo Replace("aaaa", "aa", "b"), Replace(12321, 2, 9), Replace("abc", "c", "d", 1, 0)
On Error Resume Next
x = Replace(Null, "a", "b") : WScript.Echo Err.Number, Err.Description : Err.Clear
x = Replace("abc", "b", "x", 0) : WScript.Echo Err.Number : Err.Clear
