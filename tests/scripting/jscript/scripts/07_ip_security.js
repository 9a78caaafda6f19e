var dir = GetObject("IIS://localhost/W3SVC/1/ROOT");
var sec = dir.IPSecurity;
sec.GrantByDefault = false;
sec.IPGrant = ["127.0.0.1,255.255.255.255", "10.0.0.0,255.0.0.0"];
dir.IPSecurity = sec;
dir.SetInfo();
var granted = new VBArray(dir.IPSecurity.IPGrant);
WScript.Echo("dimensions", granted.dimensions(), "from", granted.lbound(1), "to", granted.ubound(1));
for (var i = granted.lbound(); i <= granted.ubound(); i++) WScript.Echo(granted.getItem(i));
