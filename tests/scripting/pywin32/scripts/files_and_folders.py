"""files_and_folders.py: put a page into a site's folder, in the ways scripts do."""

import os

import win32con
import win32file
from win32com.client import Dispatch, GetObject

folder = GetObject("IIS://localhost/W3SVC/1/ROOT").Path
page = folder + "\\hello.htm"
handle = win32file.CreateFile(page, win32con.GENERIC_WRITE, 0, None, win32con.CREATE_ALWAYS, 0, None)
win32file.WriteFile(handle, b"<p>hello</p>")
handle.Close()
win32file.CopyFile(page, folder + "\\copy.htm", 1)
print(win32file.GetFileAttributes(page) != -1, win32file.GetFileAttributes(folder + "\\none.htm"))
win32file.DeleteFile(page)

files = Dispatch("Scripting.FileSystemObject")
print(files.FileExists(page), files.FileExists(folder + "\\copy.htm"))
shell = Dispatch("WScript.Shell")
print(shell.ExpandEnvironmentStrings("%SystemRoot%"), os.path.basename(files.GetFolder(folder).Path))
