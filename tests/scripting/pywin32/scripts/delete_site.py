"""delete_site.py NAME: delete the web site of that name."""

import sys

from win32com.client import GetObject


def find(service, name):
    for site in service:
        if getattr(site, "ServerComment", "").lower() == name.lower():
            return site
    return None


service = GetObject("IIS://./W3SVC")
site = find(service, sys.argv[1])
if site is None:
    sys.exit(f"There is no site '{sys.argv[1]}'.")
number = site.Name
service.Delete("IIsWebServer", number)
print("Deleted", site.ADsPath)
assert find(service, sys.argv[1]) is None
