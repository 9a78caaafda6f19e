"""log_settings.py FOLDER: one folder for all logs, with the fields that our reports need."""

import sys

import win32api
import win32con
from win32com.client import GetObject

FIELDS = ["Date", "Time", "ClientIp", "Method", "UriStem", "HttpStatus", "TimeTaken"]

key = win32api.RegOpenKeyEx(win32con.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\InetStp", 0, win32con.KEY_READ)
try:
    major, kind = win32api.RegQueryValueEx(key, "MajorVersion")
finally:
    win32api.RegCloseKey(key)
print("IIS", major, kind == win32con.REG_DWORD)

service = GetObject("IIS://LocalHost/W3SVC")
service.LogFileDirectory = win32api.ExpandEnvironmentStrings(sys.argv[1])
service.LogExtFileFlags = 0
for field in FIELDS:
    setattr(service, "LogExtFile" + field, True)
service.SetInfo()
service.GetInfo()
print(service.LogFileDirectory, hex(service.LogExtFileFlags))
