' Lets only two addresses come to a directory; elsewhere one is turned away.
Set oWmi = GetObject("winmgmts:root/MicrosoftIISv2")
Set oSec = oWmi.Get("IIsIPSecuritySetting='W3SVC/1/ROOT'")
WScript.Echo oSec.GrantByDefault
oSec.GrantByDefault = False
oSec.IPGrant = Array("10.0.0.0,255.255.255.0", "192.168.1.5")
oSec.Put_

Set oSec = oWmi.Get("IIsIPSecuritySetting='MSFTPSVC/1'")
oSec.IPDeny = Array("10.9.9.9")
oSec.Put_()

For Each oSec In oWmi.InstancesOf("IIsIPSecuritySetting")
    WScript.Echo oSec.Name, oSec.GrantByDefault, Join(oSec.IPGrant, ";"), Join(oSec.IPDeny, ";")
Next
For Each oAny In oWmi.ExecQuery("select * from IIsSetting where Name = 'w3svc/1/root'")
    WScript.Echo oAny.Name & " (" & oAny.Path_.Class & ")"
Next
oWmi.Get("IIsIPSecuritySetting='MSFTPSVC/1'").Delete_
WScript.Echo oWmi.InstancesOf("IIsIPSecuritySetting").Count
