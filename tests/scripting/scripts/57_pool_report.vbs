' A table of application pools: identity, limits, and the applications in each; a pool that nothing uses goes.
Option Explicit
Const POOLS = "IIS://localhost/W3SVC/AppPools"
Dim pools_, pool, apps, app, i, identities, line, unused, os, service
identities = Array("LocalSystem", "LocalService", "NetworkService", "specific user")
For Each os In GetObject("winmgmts:{impersonationLevel=impersonate}!\\.\root\cimv2").ExecQuery("SELECT * FROM Win32_OperatingSystem")
  If CDbl(Left(os.Version, 3)) < 5.2 Then WScript.Echo "There are no pools in " & os.Version : WScript.Quit 1
Next
Set pools_ = GetObject(POOLS)
Set pool = pools_.Create("IIsApplicationPool", "Shop")
pool.AppPoolIdentityType = 3
pool.WAMUserName = "SHOP\web"
pool.WAMUserPass = "secret"
pool.PeriodicRestartTime = 0
pool.PeriodicRestartSchedule = Array("03:00", "15:30")
pool.IdleTimeout = 5
pool.SetInfo
Set pool = pools_.Create("IIsApplicationPool", "Unused") : pool.SetInfo
With GetObject("IIS://localhost/W3SVC/1/ROOT")
  .AppCreate3 2, "Shop", False
  .AppFriendlyName = "The shop"
  .SetInfo
End With
Set unused = CreateObject("Scripting.Dictionary")
WScript.Echo Pad("Pool", 16) & Pad("Identity", 16) & Pad("Restart", 24) & "Idle"
WScript.Echo String(62, "-")
For Each pool In pools_
  If pool.Class = "IIsApplicationPool" Then
    line = Pad(pool.Name, 16) & Pad(identities(pool.AppPoolIdentityType), 16)
    If pool.PeriodicRestartTime > 0 Then
      line = line & Pad("every " & pool.PeriodicRestartTime & " min", 24)
    Else
      line = line & Pad("at " & Join(pool.PeriodicRestartSchedule, " "), 24)
    End If
    WScript.Echo line & pool.IdleTimeout
    apps = pool.EnumAppsInPool()
    i = 0
    For Each app In apps
      If app <> "" Then WScript.Echo "    " & app : i = i + 1
    Next
    If i = 0 Then unused.Add pool.Name, i
  End If
Next
Dim name
For Each name In unused.Keys
  If name <> "DefaultAppPool" And Left(name, 4) <> "MSSh" Then
    pools_.Delete "IIsApplicationPool", name
    WScript.Echo "Deleted " & name
  End If
Next
On Error Resume Next
pools_.Delete "IIsApplicationPool", "Shop"
WScript.Echo "Shop: " & Hex(Err.Number)
Err.Clear
GetObject(POOLS & "/Shop").Recycle
WScript.Echo "Recycle: " & Hex(Err.Number)
Function Pad(ByVal text, width)
  If Len(text) < width Then text = text & Space(width - Len(text))
  Pad = text
End Function
