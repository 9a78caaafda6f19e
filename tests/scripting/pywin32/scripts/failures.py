"""failures.py: the ways scripts look at what went wrong."""

import pythoncom
import pywintypes
import winerror
from win32com.client import Dispatch, GetObject

assert pythoncom.com_error is pywintypes.com_error
for name in ("IIS://localhost/W3SVC/99", "IIS://nowhere/W3SVC", "LDAP://localhost"):
    try:
        GetObject(name)
    except pythoncom.com_error as error:
        hr, message, info, argument = error.args
        print(f"{hr & 0xFFFFFFFF:08X}", message, info, argument)

site = GetObject("IIS://localhost/W3SVC/1")
try:
    site.Get("NoSuchProperty")
except pywintypes.com_error as error:
    print(error.hresult == winerror.DISP_E_EXCEPTION, error.strerror, error.excepinfo[1])
    print(f"{error.excepinfo[5] & 0xFFFFFFFF:08X}", error.argerror)
try:
    site.Put("MaxConnections", "many")
except pythoncom.com_error as error:
    print(f"{error.excepinfo[5] & 0xFFFFFFFF:08X}")
for attempt in (lambda: site.NoSuchProperty, lambda: setattr(site, "ServerState", 2), site.Get):
    try:
        attempt()
    except AttributeError as error:
        print("attribute", isinstance(error, pythoncom.com_error))
    except pythoncom.com_error as error:
        print(error.strerror)
try:
    Dispatch("No.Such.Class")
except pythoncom.com_error as error:
    print(error.strerror)
print(pythoncom.GetScodeString(winerror.E_ACCESSDENIED))
