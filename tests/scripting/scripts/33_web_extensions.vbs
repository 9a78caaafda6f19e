' Allows and prohibits web service extensions.
Set svc = GetObject("IIS://localhost/W3SVC")
svc.AddExtensionFile "C:\PHP\php.dll", True, "PHP", True, "PHP ISAPI"
svc.EnableWebServiceExtension "ASP"
For Each e In svc.WebSvcExtRestrictionList
  If InStr(1, e, "php", vbTextCompare) > 0 Or InStr(e, ",ASP,") > 0 Then WScript.Echo e
Next
svc.DisableExtensionFile "C:\PHP\php.dll"
svc.DeleteExtensionFileRecord "C:\PHP\php.dll"
n = 0
For Each e In svc.ListExtensionFiles
  n = n + 1
Next
WScript.Echo n > 2
