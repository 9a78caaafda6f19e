"""restrict.py PATH ADDRESS ...: let nobody else but these addresses into a directory."""

import sys

import win32com.client

directory = win32com.client.GetObject("IIS://localhost/" + sys.argv[1])
restrictions = directory.IPSecurity
if restrictions.GrantByDefault:
    restrictions.GrantByDefault = False
granted = list(restrictions.IPGrant)
for address in sys.argv[2:]:
    if not any(entry.startswith(address + ",") for entry in granted):
        granted.append(address + ",255.255.255.255")
restrictions.IPGrant = granted
directory.IPSecurity = restrictions
directory.SetInfo()

again = win32com.client.GetObject("IIS://localhost/" + sys.argv[1]).IPSecurity
print(again.GrantByDefault, len(again.IPGrant), len(again.IPDeny))
