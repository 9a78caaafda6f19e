' Every kind as text.
WScript.Echo CStr(True) & "|" & CStr(False) & "|" & CStr(Empty) & "|" & CStr(1.50) & "|" & CStr(#1/2/2003#) & "|" & CStr("a")
On Error Resume Next
x = CStr(Null) : WScript.Echo Err.Number, Err.Description : Err.Clear
x = CStr(Array(1)) : WScript.Echo Err.Number : Err.Clear
