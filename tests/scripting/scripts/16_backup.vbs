' Backs up the metabase, lists the backups, deletes ours.
Option Explicit
Const MD_BACKUP_NEXT_VERSION = &HFFFFFFFF
Const MD_BACKUP_OVERWRITE = 1
Dim comp, ver, loc, dat, i
Set comp = GetObject("IIS://localhost")
comp.Backup "Nightly", MD_BACKUP_NEXT_VERSION, 0
comp.Backup "Nightly", MD_BACKUP_NEXT_VERSION, 0
comp.Backup "Weekly", 0, MD_BACKUP_OVERWRITE
i = 0
On Error Resume Next
Do While True
  comp.EnumBackups "", i, ver, loc, dat
  If Err.Number <> 0 Then
    If Err.Number = &H80070103 Then WScript.Echo "no more" Else WScript.Echo Hex(Err.Number)
    Exit Do
  End If
  WScript.Echo loc, ver, IsDate(dat)
  i = i + 1
Loop
Err.Clear
comp.DeleteBackup "Nightly", 1
comp.DeleteBackup "Nightly", 7
If Err.Number = &H80070002 Then WScript.Echo "no such version"
Err.Clear
comp.EnumBackups "Nightly", 1, ver, loc, dat
WScript.Echo Hex(Err.Number)
