' Gives an application a pool of its own; takes a pool away that is no longer needed.
Option Explicit
Dim wmi, pool, vdir, apps, one, class_

Set wmi = GetObject("winmgmts:root/MicrosoftIISv2")
Set class_ = wmi.Get("IIsApplicationPoolSetting")
For Each one In Array("Nightly", "Daily")
    Set pool = class_.SpawnInstance_()
    pool.Name = "W3SVC/AppPools/" & one
    pool.PeriodicRestartTime = 0
    pool.PeriodicRestartSchedule = Array("03:00", "15:00")
    pool.AppPoolIdentityType = 2
    pool.Put_
Next

Set vdir = wmi.Get("IIsWebVirtualDir='W3SVC/1/ROOT'")
vdir.AppCreate3 2, "Nightly", False

Set pool = wmi.Get("IIsApplicationPool='W3SVC/AppPools/Nightly'")
pool.EnumAppsInPool apps
For Each one In apps
    WScript.Echo "Nightly runs " & one
Next
On Error Resume Next
pool.Recycle
WScript.Echo "Recycle: " & Hex(Err.Number)
Err.Clear
wmi.Delete "IIsApplicationPool='W3SVC/AppPools/Daily'"
WScript.Echo "Delete: " & Err.Number
wmi.Delete "IIsApplicationPool='W3SVC/AppPools/Daily'"
WScript.Echo "Again: " & Hex(Err.Number) & ", " & Err.Description
On Error GoTo 0
For Each one In wmi.ExecQuery("SELECT Name, PeriodicRestartTime FROM IIsApplicationPoolSetting WHERE PeriodicRestartTime < 100")
    WScript.Echo one.Name & " " & Join(one.PeriodicRestartSchedule, "+")
Next
