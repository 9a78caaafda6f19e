' Makes a site with two bindings, then changes what CreateNewSite does not ask for.
Option Explicit

Dim locatorObj, providerObj, serviceObj, bindings(1), strSiteObjPath, objPath, strSitePath
Dim serverObj, vdirClassObj, vdirObj

Set locatorObj = CreateObject("WbemScripting.SWbemLocator")
locatorObj.Security_.AuthenticationLevel = 6
Set providerObj = locatorObj.ConnectServer("localhost", "root/MicrosoftIISv2")
Set serviceObj = providerObj.Get("IIsWebService='W3SVC'")

Set bindings(0) = providerObj.Get("ServerBinding").SpawnInstance_()
bindings(0).IP = ""
bindings(0).Port = "8383"
bindings(0).Hostname = ""
Set bindings(1) = providerObj.Get("ServerBinding").SpawnInstance_()
bindings(1).IP = "10.0.0.5"
bindings(1).Port = "80"
bindings(1).Hostname = "www.contoso.com"

strSiteObjPath = serviceObj.CreateNewSite("Contoso", bindings, "C:\Inetpub\Contoso")
WScript.Echo strSiteObjPath

Set objPath = CreateObject("WbemScripting.SWbemObjectPath")
objPath.Path = strSiteObjPath
strSitePath = objPath.Keys.Item("")
WScript.Echo "The new site is " & strSitePath

Set serverObj = providerObj.Get("IIsWebServerSetting='" & strSitePath & "'")
serverObj.MaxConnections = 200
serverObj.ServerAutoStart = True
serverObj.DefaultDoc = "default.asp,default.htm"
serverObj.Put_()

Set vdirClassObj = providerObj.Get("IIsWebVirtualDirSetting")
Set vdirObj = vdirClassObj.SpawnInstance_()
vdirObj.Name = strSitePath & "/ROOT/Images"
vdirObj.Path = "D:\Pictures"
vdirObj.AccessRead = True
vdirObj.EnableDirBrowsing = True
WScript.Echo vdirObj.Put_().RelPath

On Error Resume Next
providerObj.Get("IIsWebServer='" & strSitePath & "'").Start
If Err.Number <> 0 Then WScript.Echo "It did not start: " & Hex(Err.Number)
