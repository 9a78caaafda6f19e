"""machine_report.py: what this machine says of itself; only one report at a time."""

import sys

import pywintypes
import win32api
import win32event
import win32service
import win32serviceutil
import winerror

mutex = win32event.CreateMutex(None, 0, "machine report")
if win32api.GetLastError() == winerror.ERROR_ALREADY_EXISTS:
    sys.exit("A report is being made already.")
win32event.WaitForSingleObject(mutex, win32event.INFINITE)

print(win32api.GetComputerName() == win32api.GetComputerName().upper(), bool(win32api.GetUserName()))
print(win32api.GetVersionEx()[:2], win32api.GetSystemDirectory())
state = win32serviceutil.QueryServiceStatus("W3SVC")[1]
print("W3SVC", {win32service.SERVICE_RUNNING: "runs", win32service.SERVICE_STOPPED: "is stopped"}[state])
try:
    win32serviceutil.QueryServiceStatus("NoSuchService")
except pywintypes.error as error:
    print(error.winerror == winerror.ERROR_SERVICE_DOES_NOT_EXIST, error.funcname, error.strerror)
win32event.ReleaseMutex(mutex)
