"""backups.py NAME: save the metabase under a name, list what is saved, and drop the oldest but two."""

import sys

import pythoncom
import win32com.client

NEXT_VERSION = -1
NO_MORE = 0x80070103

computer = win32com.client.GetObject("IIS://localhost")
computer.Backup(sys.argv[1], NEXT_VERSION, 1)

found = []
while True:
    try:
        version, name, when = computer.EnumBackups(sys.argv[1], len(found))
    except pythoncom.com_error as error:
        if error.excepinfo[5] & 0xFFFFFFFF != NO_MORE:
            raise
        break
    found.append(version)
    print(name, version, when.Format("%Y") >= "2020")
for version in found[:-2]:
    computer.DeleteBackup(sys.argv[1], version)
    print("dropped", version)
