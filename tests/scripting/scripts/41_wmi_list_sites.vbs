' Lists the web sites of a server with their bindings, by WMI.
strComputer = "."
Set objWMIService = GetObject("winmgmts:{authenticationLevel=pktPrivacy}!\\" & strComputer & "\root\microsoftiisv2")
Set colItems = objWMIService.ExecQuery("Select * from IIsWebServerSetting")

For Each objItem in colItems
    If InStr(objItem.Name, "Templates") = 0 Then
        Wscript.Echo "Site:    " & objItem.Name
        Wscript.Echo "Comment: " & objItem.ServerComment
        For i = 0 To Ubound(objItem.ServerBindings)
            Wscript.Echo "Binding: " & objItem.ServerBindings(i).IP & " port " & objItem.ServerBindings(i).Port & _
                " host " & objItem.ServerBindings(i).Hostname
        Next
        Set objServer = objWMIService.Get("IIsWebServer='" & objItem.Name & "'")
        Wscript.Echo "State:   " & objServer.ServerState
    End If
Next

Set colFtp = objWMIService.InstancesOf("IIsFtpServer")
Wscript.Echo "FTP sites: " & colFtp.Count
