' Creates a web site with the next free number.
Option Explicit
Const SITE_NAME = "Intranet"
Dim oW3, oSite, oRoot, nNext, oChild
Set oW3 = GetObject("IIS://localhost/w3svc")
nNext = 1
For Each oChild In oW3
    If IsNumeric(oChild.Name) Then
        If CInt(oChild.Name) >= nNext Then nNext = oChild.Name + 1
    End If
Next
WScript.Echo "Next site number:", nNext
Set oSite = oW3.Create("IIsWebServer", nNext)
oSite.ServerComment = SITE_NAME
oSite.ServerBindings = Array(":8080:intranet.contoso.com")
oSite.ServerSize = 1
oSite.SetInfo
Set oRoot = oSite.Create("IIsWebVirtualDir", "Root")
oRoot.Path = "C:\Inetpub\intranet"
oRoot.AccessRead = True
oRoot.AccessScript = True
oRoot.EnableDirBrowsing = False
oRoot.DefaultDoc = "default.asp,index.htm"
oRoot.SetInfo
oRoot.AppCreate True
oRoot.AppFriendlyName = "Default Application"
oRoot.SetInfo
WScript.Echo oSite.ADsPath, oRoot.AppRoot, oRoot.AppIsolated
