On Error Resume Next
Set root = GetObject("IIS://localhost/W3SVC/1/Root")
Set v = root.Create("IISVirtualDir", "bad")
WScript.Echo "0x" & Hex(Err.Number), IsEmpty(v)
Err.Clear
Set v = root.GetObject("IIsWebServer", "nope")
WScript.Echo "0x" & Hex(Err.Number)
Err.Clear
v = root.Get("NoSuchProperty")
WScript.Echo "0x" & Hex(Err.Number), IsEmpty(v)
Err.Clear
root.Put "AccessRead", "perhaps"
WScript.Echo "0x" & Hex(Err.Number)
Err.Clear
root.DontLog = CBool("True")
root.SetInfo
WScript.Echo Err.Number, root.DontLog
