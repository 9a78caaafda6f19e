' A virtual directory with its parents in one go.
Set site = GetObject("IIS://LOCALHOST/W3SVC/1")
Set v = site.Create("IISWebVirtualDir", "Root/images/large")
v.Put "Path", "D:\images\large"
v.SetInfo
WScript.Echo v.ADsPath
Set d = GetObject("IIS://localhost/W3SVC/1/Root").Create("IIsWebDirectory", "secure")
d.AuthAnonymous = False
d.AuthNTLM = True
d.AccessSSL = True
d.SetInfo
Set f = d.Create("IIsWebFile", "login.asp")
f.AuthAnonymous = True
f.SetInfo
WScript.Echo d.AuthFlags, f.AuthFlags, f.AuthNTLM, f.Parent
WScript.Echo GetObject("IIS://localhost/W3SVC/1/ROOT/IMAGES/LARGE").Path
