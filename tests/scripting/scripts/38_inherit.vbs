' Sets a value above and takes it away below.
Set svc = GetObject("IIS://localhost/W3SVC")
Set root = GetObject("IIS://localhost/W3SVC/1/Root")
svc.DefaultDoc = "start.htm"
svc.SetInfo
root.DefaultDoc = "own.htm"
root.SetInfo
WScript.Echo GetObject("IIS://localhost/W3SVC/1/Root").DefaultDoc
Set attr = GetObject("IIS://localhost/W3SVC/1/Root").GetPropertyAttribObj("DefaultDoc")
WScript.Echo attr.PropName, attr.Inherit, attr.IsInherit
root.PutEx 1, "DefaultDoc", Array("")
Set fresh = GetObject("IIS://localhost/W3SVC/1/Root")
WScript.Echo fresh.DefaultDoc, fresh.GetPropertyAttribObj("DefaultDoc").IsInherit
root.GetInfo
WScript.Echo root.DefaultDoc
