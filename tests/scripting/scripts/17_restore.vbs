Set c = GetObject("IIS://localhost")
c.Backup "before", 0, 1
Set site = GetObject("IIS://localhost/W3SVC/1")
site.ServerComment = "Changed"
site.SetInfo
WScript.Echo GetObject("IIS://localhost/W3SVC/1").ServerComment
c.Restore "before", 0, 0
WScript.Echo GetObject("IIS://localhost/W3SVC/1").ServerComment
c.DeleteBackup "before", 0
