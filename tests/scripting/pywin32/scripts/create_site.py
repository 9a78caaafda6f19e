"""create_site.py NAME PORT FOLDER: make a web site with its root and application, under the next free number."""

import os
import sys

import pythoncom
import win32com.client

name, port, folder = sys.argv[1:]
if not os.path.isdir(folder):
    os.makedirs(folder)

w3svc = win32com.client.GetObject("IIS://localhost/w3svc")
numbers = [int(site.name) for site in w3svc if site.Class == "IIsWebServer"]
wanted = ":" + port + ":"
for number in numbers:
    if wanted in win32com.client.GetObject(f"IIS://localhost/w3svc/{number}").ServerBindings:
        print("Port", port, "is taken by site", number)
        sys.exit(2)

site = w3svc.Create("IIsWebServer", str(max(numbers) + 1))
site.ServerComment = name
site.ServerBindings = [wanted]
site.ServerAutoStart = True
site.SetInfo()

root = site.Create("IIsWebVirtualDir", "Root")
root.Path = folder
root.AccessRead = True
root.AccessScript = True
root.AuthAnonymous = 1
root.SetInfo()
root.AppCreate2(2)
root.AppFriendlyName = name
root.SetInfo()

try:
    site.Start()
    print("Site", site.Name, "is running.")
except pythoncom.com_error as error:
    code = error.excepinfo[5] & 0xFFFFFFFF
    print(f"Site {site.Name} is there, but did not start: 0x{code:08X}")
