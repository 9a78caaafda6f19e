' Each of the three divisions by nothing.
On Error Resume Next
x = 1 / 0 : WScript.Echo Err.Number, Err.Description : Err.Clear
x = 1 \ 0 : WScript.Echo Err.Number, Err.Description : Err.Clear
x = 1 Mod 0 : WScript.Echo Err.Number, Err.Description : Err.Clear
x = 1 \ 0.4 : WScript.Echo Err.Number, Err.Description : Err.Clear
x = 0 / 0 : WScript.Echo Err.Number, Err.Description : Err.Clear
