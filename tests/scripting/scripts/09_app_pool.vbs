' Makes an application pool and moves an application into it.
Option Explicit
Dim pools, pool, root, p
Set pools = GetObject("IIS://localhost/W3SVC/AppPools")
Set pool = pools.Create("IIsApplicationPool", "ContosoPool")
pool.AppPoolIdentityType = 3
pool.WAMUserName = "CONTOSO\svcweb"
pool.WAMUserPass = "s3cret!"
pool.PeriodicRestartTime = 0
pool.IdleTimeout = 60
pool.AppPoolQueueLength = 2000
pool.SetInfo
Set root = GetObject("IIS://localhost/W3SVC/1/ROOT")
root.AppCreate3 2, "ContosoPool", False
root.AppFriendlyName = "Contoso"
root.SetInfo
WScript.Echo root.AppPoolId, root.AppRoot, root.AppIsolated
For Each p In pools
  WScript.Echo p.Name, p.Class, p.IdleTimeout
Next
For Each p In pool.EnumAppsInPool
  WScript.Echo "in pool:", p
Next
