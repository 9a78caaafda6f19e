' SMTP: relay list and a domain.
On Error Resume Next
Set smtp = GetObject("IIS://localhost/SMTPSVC/1")
If Err.Number <> 0 Then
  Err.Clear
  Set svc = GetObject("IIS://localhost").Create("IIsSmtpService", "SMTPSVC")
  svc.SetInfo
  Set smtp = svc.Create("IIsSmtpServer", "1")
  smtp.ServerComment = "Default SMTP Virtual Server"
  smtp.SetInfo
End If
If Err.Number <> 0 Then WScript.Echo "failed " & Hex(Err.Number) : WScript.Quit 2
On Error Goto 0
smtp.SmartHost = "mail.contoso.com"
smtp.MaxMessageSize = 4096000
smtp.SetInfo
Set relay = smtp.RelayIpList
relay.GrantByDefault = False
relay.IPGrant = Array("127.0.0.1,255.255.255.255")
smtp.RelayIpList = relay
smtp.SetInfo
Set dom = smtp.Create("IIsSmtpDomain", "Domain/contoso.com")
dom.RouteAction = 16
dom.SetInfo
WScript.Echo smtp.SmartHost, dom.RouteAction, dom.ADsPath
