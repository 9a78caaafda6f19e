' Web service extensions, with methods called directly and by ExecMethod_.
Option Explicit
Dim service, names, name, given, back, provider, version, when_, place

Set provider = GetObject("winmgmts://localhost/root/MicrosoftIISv2")
Set service = provider.Get("IIsWebService='W3SVC'")
WScript.Echo "Mode " & service.GetCurrentMode() & ", " & service.State

service.AddExtensionFile "C:\CGI\counter.exe", True, "COUNTER", True, "Counter"
service.EnableWebServiceExtension "COUNTER"
service.ListWebServiceExtensions names
For Each name In names
    WScript.Echo "Extension " & name
Next

Set given = service.Methods_("DisableWebServiceExtension").InParameters.SpawnInstance_()
For Each name In given.Properties_
    given.Properties_(name.Name).Value = "COUNTER"
Next
Set back = service.ExecMethod_("DisableWebServiceExtension", given)
WScript.Echo TypeName(back)

For Each name In provider.Get("IIsWebServiceSetting='W3SVC'").WebSvcExtRestrictionList
    If name.ServerExtension = "COUNTER" Then WScript.Echo name.Access, name.FilePath, name.Deletable, name.Description
Next

Set service = provider.Get("IIsComputer='LM'")
service.BackupWithPassword "before", 0, 1, ""
place = "before"
service.EnumBackups place, 0, version, when_
WScript.Echo place, version, Left(when_, 2), Len(when_)
On Error Resume Next
service.EnumBackups place, 1, version, when_
WScript.Echo Hex(Err.Number)
