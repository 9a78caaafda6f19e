' A way of comparing that is none.
On Error Resume Next
x = StrComp("a", "b", 5) : WScript.Echo Err.Number
