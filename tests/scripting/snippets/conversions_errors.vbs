' What each conversion says of Null, Nothing and nonsense.
On Error Resume Next
x = CInt(Null) : WScript.Echo "1 " & Err.Number : Err.Clear
x = CLng("x") : WScript.Echo "2 " & Err.Number : Err.Clear
x = CDbl(Null) : WScript.Echo "3 " & Err.Number : Err.Clear
x = CSng("x") : WScript.Echo "4 " & Err.Number : Err.Clear
x = CCur("x") : WScript.Echo "5 " & Err.Number : Err.Clear
x = CByte(Null) : WScript.Echo "6 " & Err.Number : Err.Clear
x = CInt(Nothing) : WScript.Echo "7 " & Err.Number : Err.Clear
x = CInt(Array(1)) : WScript.Echo "8 " & Err.Number : Err.Clear
x = CInt(Empty) : WScript.Echo "9 " & Err.Number & " " & x : Err.Clear
x = CInt(True) : WScript.Echo "10 " & Err.Number & " " & x : Err.Clear
