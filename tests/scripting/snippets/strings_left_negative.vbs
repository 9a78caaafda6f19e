' Pieces cannot have a negative length, nor a text a place before its first.
On Error Resume Next
x = Left("abc", -1) : WScript.Echo Err.Number, Err.Description : Err.Clear
x = Right("abc", -1) : WScript.Echo Err.Number : Err.Clear
