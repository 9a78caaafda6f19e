' Err as an object, and its default.
On Error Resume Next
x = 1 / 0
WScript.Echo TypeName(Err), Err & "", CStr(Err = 11), CStr(Err <> 0), Err.HelpContext, "[" & Err.HelpFile & "]"
If Err Then WScript.Echo "set"
Err.Number = 5
WScript.Echo Err.Number, Err.Description
Err.Description = "mine"
WScript.Echo Err.Description
Err.Clear
If Not Err Then WScript.Echo "odd"
