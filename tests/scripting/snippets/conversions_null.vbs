' What each conversion says of Null.
On Error Resume Next
x = CInt(Null) : WScript.Echo "1 " & Err.Number : Err.Clear
x = CDbl(Null) : WScript.Echo "2 " & Err.Number : Err.Clear
x = CByte(Null) : WScript.Echo "3 " & Err.Number : Err.Clear
x = CBool(Null) : WScript.Echo "4 " & Err.Number : Err.Clear
