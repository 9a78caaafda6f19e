' Codes above 32767 are negative.
WScript.Echo AscW(ChrW(-1)), AscW(ChrW(40000)), AscW(ChrW(-25536))
On Error Resume Next
x = ChrW(70000) : WScript.Echo Err.Number : Err.Clear
x = Asc(Null) : WScript.Echo Err.Number : Err.Clear
