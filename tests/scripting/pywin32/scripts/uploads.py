"""uploads.py NAME: let clients upload into a virtual directory, with a limit."""

import sys

import win32com.client

root = win32com.client.GetObject("IIS://LocalHost/W3SVC/1/ROOT")
directory = root.Create("IIsWebVirtualDir", sys.argv[1])
directory.Path = "C:\\Uploads"
directory.AccessScript = True
directory.AccessRead = False
directory.AccessWrite = False
directory.SetInfo()

directory.EnableBITSUploads()
directory.BITSMaximumUploadSize = "4294967296"
directory.SetInfo()
directory.GetInfo()
print(directory.BITSUploadEnabled, directory.AccessScript, directory.BITSMaximumUploadSize)
print(directory.BITSSessionTimeout, directory.GetCleanupTaskName())
directory.DisableBITSUploads()
print(directory.BITSUploadEnabled)
