' Err as an object, and its default.
On Error Resume Next
x = CInt("a")
WScript.Echo Err & "", CStr(Err = 13), CStr(Err <> 0)
If Err Then WScript.Echo "set"
Err.Clear
If Err.Number = 0 Then WScript.Echo "clear"
