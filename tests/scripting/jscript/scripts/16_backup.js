var computer = GetObject("IIS://localhost"), MD_BACKUP_NEXT_VERSION = 0xFFFFFFFF, MD_BACKUP_SAVE_FIRST = 2;
computer.Backup("nightly", 1, 0);
var w3svc = GetObject("IIS://localhost/W3SVC");
w3svc.ConnectionTimeout = 300;
w3svc.LogType = 1;
w3svc.SetInfo();
WScript.Echo("saved; timeout is", w3svc.ConnectionTimeout);
try { computer.Restore("weekly", 1, 0); }
catch (e) { WScript.Echo("cannot restore weekly:", (e.number >>> 0).toString(16)); }
computer.DeleteBackup("nightly", 1);
