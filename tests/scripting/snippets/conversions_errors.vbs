' What each conversion says of nonsense.
On Error Resume Next
x = CLng("x") : WScript.Echo "1 " & Err.Number : Err.Clear
x = CSng("x") : WScript.Echo "2 " & Err.Number : Err.Clear
x = CCur("x") : WScript.Echo "3 " & Err.Number : Err.Clear
x = CByte("x") : WScript.Echo "4 " & Err.Number : Err.Clear
x = CInt(Array(1)) : WScript.Echo "5 " & Err.Number : Err.Clear
x = CInt(Empty) : WScript.Echo "6 " & Err.Number & " " & x : Err.Clear
x = CInt(True) : WScript.Echo "7 " & Err.Number & " " & x : Err.Clear
