' What belongs to a site, what a setting holds, and how WMI says that something is wrong.
Option Explicit
Const wbemFlagReturnImmediately = &H10
Const wbemFlagForwardOnly = &H20
Dim wmi, one, prop, count, text

Set wmi = GetObject("winmgmts:{impersonationLevel=impersonate}!root/MicrosoftIISv2")
For Each one In wmi.ExecQuery("ASSOCIATORS OF {IIsWebServer='W3SVC/1'}", , (wbemFlagReturnImmediately Or wbemFlagForwardOnly))
    WScript.Echo "With it: " & one.Path_.Class & " " & one.Name
Next
For Each one In wmi.ExecQuery("associators of {IIsWebService='W3SVC'} where AssocClass = CIM_Component ResultClass = IIsWebServer")
    WScript.Echo "Site: " & one.Name
Next
For Each one In wmi.ExecQuery("references of {IIsWebVirtualDir='W3SVC/1/ROOT'} where ResultClass=CIM_ElementSetting")
    WScript.Echo one.Path_.Class & ": " & one.Element & " - " & one.Setting
Next
Set one = wmi.Get("IIsWebServerSetting='W3SVC/1'")
For Each prop In one.Properties_
    If Not IsNull(prop.Value) Then count = count + 1
    If prop.Name = "ServerBindings" Then WScript.Echo prop.Name & " " & prop.CIMType & " " & prop.IsArray
Next
WScript.Echo (count > 50), one.Path_.Namespace, one.SystemProperties_("__CLASS").Value, Join(one.Derivation_, "<")
WScript.Echo one.Qualifiers_("provider").Value, one.Path_.Keys("Name").Value, wmi.SubclassesOf("IIsSetting").Count > 40
For Each one In wmi.ExecQuery("select * from IIsFilterSetting where not Name like '%compression' or FilterPath is null")
    WScript.Echo one.Name
Next
On Error Resume Next
For Each text In Array("IIsNothing", "IIsWebServer='W3SVC/99'", "IIsFtpServer='W3SVC/1'", "IIsWebServer=W3SVC")
    Set one = wmi.Get(text)
    WScript.Echo text & " " & Hex(Err.Number) & " " & Err.Description
    Err.Clear
Next
For Each text In Array("select from", "select * from IIsNothing", "select * from IIsWebServer where Nope = 1", "select * from __InstanceCreationEvent within 5 where TargetInstance isa 'IIsWebServer'")
    count = wmi.ExecQuery(text).Count
    WScript.Echo Hex(Err.Number) & " " & text
    Err.Clear
Next
Set one = wmi.ExecNotificationQuery("select * from __InstanceModificationEvent within 5")
WScript.Echo Hex(Err.Number) & " " & Err.Description
