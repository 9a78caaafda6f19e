' Lists all web sites with their bindings and roots.
Option Explicit
Dim objService, objSite, objRoot, strBinding
Set objService = GetObject("IIS://LocalHost/W3SVC")
For Each objSite In objService
    If objSite.Class = "IIsWebServer" Then
        WScript.Echo objSite.Name & vbTab & objSite.ServerComment
        For Each strBinding In objSite.ServerBindings
            WScript.Echo "    binding " & strBinding
        Next
        Set objRoot = GetObject(objSite.ADsPath & "/Root")
        WScript.Echo "    path " & objRoot.Path
        Set objRoot = Nothing
    End If
Next
