' Plus adds numbers and joins texts.
WScript.Echo "1" + "2", 1 + "2", "3" + 4, "1" + 2.5
WScript.Echo TypeName("1" + "2"), TypeName(1 + "2"), TypeName("1" + 2.5)
On Error Resume Next
x = "a" + 1
WScript.Echo Err.Number, Err.Description
Err.Clear
x = "" + 1
WScript.Echo Err.Number
