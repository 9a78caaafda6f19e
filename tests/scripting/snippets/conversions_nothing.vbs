' What each conversion says of Nothing.
On Error Resume Next
x = CInt(Nothing) : WScript.Echo "1 " & Err.Number : Err.Clear
x = CStr(Nothing) : WScript.Echo "2 " & Err.Number : Err.Clear
x = Len(Nothing) : WScript.Echo "3 " & Err.Number : Err.Clear
