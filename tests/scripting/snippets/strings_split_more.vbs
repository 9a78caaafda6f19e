' A text taken apart a few times, without case, and not at all.
WScript.Echo UBound(Split("", ",")), UBound(Split("a,b,c,d", ",", 2)), Split("a,b,c,d", ",", 2)(1), Split("aXbxc", "x", -1, 1)(1), Split("abc", "")(0)
On Error Resume Next
x = Split(Null) : WScript.Echo Err.Number
