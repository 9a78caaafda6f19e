' Makes an application in a virtual directory, or brings one that is there up to date.
Option Explicit
Const wbemChangeFlagCreateOnly = 2
Dim provider, setting, app, name

name = "W3SVC/1/ROOT/orders"
Set provider = GetObject("winmgmts://localhost/root/MicrosoftIISv2")

Set setting = provider.Get("IIsWebVirtualDirSetting").SpawnInstance_
setting.Name = name
setting.Path = "C:\Orders"
setting.AccessFlags = 513
setting.AuthFlags = 5
setting.Put_ wbemChangeFlagCreateOnly

Set app = provider.Get("IIsWebVirtualDir='" & name & "'")
app.AppCreate2 2
Set setting = provider.Get("IIsWebVirtualDirSetting='" & name & "'")
setting.AppFriendlyName = "Orders"
setting.AspScriptTimeout = 300
setting.Properties_("AspSessionTimeout").Value = 45
setting.Put_

app.Refresh_
WScript.Echo app.AppRoot, app.AppIsolated, setting.AccessScript, setting.AuthNTLM, setting.AspSessionTimeout

Set setting = provider.Get("IIsWebVirtualDirSetting").SpawnInstance_
setting.Name = name
setting.Path = "C:\Other"
On Error Resume Next
setting.Put_ wbemChangeFlagCreateOnly
WScript.Echo Hex(Err.Number) & " " & Err.Description
Err.Clear
setting.Put_
WScript.Echo Err.Number, provider.Get("IIsWebVirtualDirSetting='" & name & "'").Path
