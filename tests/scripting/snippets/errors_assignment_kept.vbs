' A variable whose assignment fails keeps its value.
On Error Resume Next
x = "before"
x = CInt("no")
WScript.Echo x
Set o = CreateObject("Scripting.Dictionary")
o.Add "a", 1
Set o = CreateObject("No.Such")
WScript.Echo o.Count
