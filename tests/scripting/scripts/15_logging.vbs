' W3C logs on D: for every site.
Const LOG_PLUGIN = "{FF160663-DE82-11CF-BC0A-00AA006111E0}"
Set w3 = GetObject("IIS://localhost/W3SVC")
For Each site In w3
  If IsNumeric(site.Name) Then
    site.LogType = 1
    site.LogPluginClsid = LOG_PLUGIN
    site.LogFileDirectory = "D:\logs\W3SVC" & site.Name
    site.LogFilePeriod = 1
    site.LogExtFileDate = True
    site.LogExtFileTime = True
    site.LogExtFileCookie = True
    site.LogExtFileFlags = site.LogExtFileFlags Or &H4
    site.SetInfo
    WScript.Echo site.ServerComment, site.LogFileDirectory, site.LogExtFileUserName, site.LogExtFileCookie
  End If
Next
w3.LogFileTruncateSize = -1
w3.SetInfo
WScript.Echo w3.LogFileTruncateSize
