' Denies two addresses.
Dim vdir, ips, denied
Set vdir = GetObject("IIS://localhost/W3SVC/1/Root")
Set ips = vdir.IPSecurity
WScript.Echo ips.GrantByDefault
denied = ips.IPDeny
WScript.Echo UBound(denied)
ips.GrantByDefault = True
ips.IPDeny = Array("10.1.1.1,255.255.255.255", "192.168.0.0,255.255.0.0")
vdir.IPSecurity = ips
vdir.SetInfo
Set ips = GetObject("IIS://localhost/W3SVC/1/Root").IPSecurity
denied = ips.IPDeny
For i = 0 To UBound(denied)
  WScript.Echo denied(i)
Next
ips.GrantByDefault = False
ips.IPGrant = Array("127.0.0.1,255.255.255.255")
vdir.Put "IPSecurity", ips
vdir.SetInfo
WScript.Echo vdir.IPSecurity.GrantByDefault
