' A key that is asked for comes to be.
Set d = CreateObject("Scripting.Dictionary")
x = d("new")
WScript.Echo TypeName(x), d.Count, CStr(d.Exists("new"))
On Error Resume Next
d.Remove "no"
WScript.Echo CStr(Err.Number <> 0)
Err.Clear
d.Add "new", 1
WScript.Echo Err.Number
