' Keys without case.
Set d = CreateObject("Scripting.Dictionary")
WScript.Echo d.CompareMode
d.CompareMode = vbTextCompare
d.Add "Key", 1
WScript.Echo d("KEY"), CStr(d.Exists("key")), d.CompareMode
On Error Resume Next
d.CompareMode = 0
WScript.Echo Err.Number
