' Headers and error pages, each a list of objects.
Dim aHeaders(1), aErrors
Set oWmi = GetObject("winmgmts:/root/microsoftiisv2")
Set oSite = oWmi.Get("IIsWebServerSetting='W3SVC/1'")

Set aHeaders(0) = oWmi.Get("HttpCustomHeader").SpawnInstance_
aHeaders(0).Keyname = "X-Frame-Options"
aHeaders(0).Value = "DENY"
Set aHeaders(1) = oWmi.Get("HttpCustomHeader").SpawnInstance_
aHeaders(1).Keyname = "X-Server: seven"
aHeaders(1).Value = Null
oSite.HttpCustomHeaders = aHeaders

aErrors = oSite.HttpErrors
For Each oError In aErrors
    If oError.HttpErrorCode = "404" And oError.HttpErrorSubcode = "*" Then
        WScript.Echo "was " & oError.HandlerType & " " & oError.HandlerLocation
        oError.HandlerType = "URL"
        oError.HandlerLocation = "/lost.asp"
    End If
Next
oSite.HttpErrors = aErrors
oSite.Put_

For Each oHeader In oWmi.Get("IIsWebServerSetting='W3SVC/1'").HttpCustomHeaders
    WScript.Echo oHeader.Keyname & " = " & oHeader.Value
Next

Set aSecure = oWmi.Get("SecureBinding").SpawnInstance_
aSecure.Port = "443:"
oSite.SecureBindings = Array(aSecure)
oSite.Put_
WScript.Echo oSite.SecureBindings(0).IP & "|" & oSite.SecureBindings(0).Port
