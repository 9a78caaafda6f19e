' Where is AccessWrite set?
Set w3 = GetObject("IIS://localhost/W3SVC")
Set r = GetObject("IIS://localhost/W3SVC/1/ROOT")
r.AccessWrite = True
r.SetInfo
paths = w3.GetDataPaths("AccessFlags", 1)
For Each p In paths
  Set n = GetObject(p)
  If n.AccessWrite Then WScript.Echo p, n.Class
Next
On Error Resume Next
x = w3.GetDataPaths("ServerBindings", 1)
WScript.Echo "0x" & Hex(Err.Number)
Err.Clear
x = w3.GetDataPaths("ServerBindings", 0)
WScript.Echo x(0)
