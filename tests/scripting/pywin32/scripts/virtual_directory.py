"""virtual_directory.py SITE NAME FOLDER: make a virtual directory, or bring one that is there up to date."""

import sys

import pywintypes
import winerror
from win32com.client import GetObject

number, name, folder = sys.argv[1:4]
root = GetObject(f"IIS://localhost/W3SVC/{number}/Root")
try:
    directory = root.Create("IISWebVirtualDir", name)
    verb = "created"
except pywintypes.com_error as error:
    hr, text, info, argument = error.args
    if winerror.HRESULT_CODE(info[5]) != winerror.ERROR_ALREADY_EXISTS:
        raise
    directory = root.GetObject("IIsWebVirtualDir", name)
    verb = "updated"
directory.Put("Path", folder)
directory.Put("AccessFlags", 513)
directory.Put("DefaultDoc", "index.htm,default.asp")
directory.Put("EnableDirBrowsing", False)
directory.SetInfo()
print(verb, directory.Get("KeyType"), directory.ADsPath, directory.Get("Path"))
