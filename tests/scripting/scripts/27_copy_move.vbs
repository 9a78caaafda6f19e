Set root = GetObject("IIS://localhost/W3SVC/1/Root")
Set v = root.Create("IIsWebVirtualDir", "a")
v.Path = "C:\a"
v.SetInfo
Set sub1 = v.Create("IIsWebDirectory", "below")
sub1.AccessWrite = True
sub1.SetInfo
Set c = root.CopyHere("a", "b")
WScript.Echo c.Name, c.Path
Set m = root.MoveHere("a", "c")
WScript.Echo m.ADsPath
On Error Resume Next
Set x = root.GetObject("", "a")
WScript.Echo Hex(Err.Number)
Err.Clear
Set x = root.CopyHere("b", "c")
WScript.Echo Hex(Err.Number)
