' Results that do not fit go up a kind; past the largest there is error 6.
WScript.Echo 32767 + 1, TypeName(32767 + 1), TypeName(32767 * 2), 2147483647 + 1, TypeName(2147483647 + 1)
WScript.Echo TypeName(CByte(200) + CByte(100)), CByte(200) + CByte(100), TypeName(CByte(2) * CByte(3))
On Error Resume Next
x = 3000000000 \ 1
WScript.Echo Err.Number
Err.Clear
x = 3000000000 And 1
WScript.Echo Err.Number
