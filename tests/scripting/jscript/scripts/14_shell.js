var shell = new ActiveXObject("WScript.Shell");
var env = shell.Environment("Process");
env("SITE") = "1";
var key = "HKLM\\SOFTWARE\\Contoso\\Deploy\\";
shell.RegWrite(key + "Runs", 3, "REG_DWORD");
shell.RegWrite(key + "Who", "setup");
var runs = shell.RegRead(key + "Runs");
shell.RegWrite(key + "Runs", ++runs, "REG_DWORD");
WScript.Echo(shell.RegRead(key + "Runs"), shell.RegRead(key + "who"), shell.ExpandEnvironmentStrings("site %SITE%"));
var done = shell.Exec("cmd /c echo from a program");
WScript.Echo(done.StdOut.ReadAll().replace(/\s+$/, ""));
try { shell.RegRead(key + "Missing"); } catch (e) { WScript.Echo("missing", e.number < 0); }
var site = GetObject("IIS://localhost/W3SVC/" + env("SITE"));
site.ServerComment = "Deployed " + runs + " times";
site.SetInfo();
