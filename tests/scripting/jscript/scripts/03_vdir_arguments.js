// Usage: cscript 03_vdir_arguments.js /site:N /name:NAME /path:PATH [/browse+]
var args = WScript.Arguments.Named;
if (!args.Exists("site") || !args.Exists("name") || !args.Exists("path")) {
    WScript.Echo("Usage: " + WScript.ScriptName + " /site:N /name:NAME /path:PATH [/browse+]");
    WScript.Quit(1);
}
var root = GetObject("IIS://localhost/W3SVC/" + args("site") + "/ROOT");
var vdir;
try {
    vdir = root.GetObject("IIsWebVirtualDir", args.Item("name"));
    WScript.Echo("exists");
} catch (e) {
    if ((e.number & 0xFFFF) != 3) throw e;
    vdir = root.Create("IIsWebVirtualDir", args.Item("name"));
}
vdir.Path = args.Item("path");
vdir.AccessRead = true;
vdir.EnableDirBrowsing = args.Item("browse") ? true : false;
vdir.SetInfo();
WScript.Echo(vdir.ADsPath, vdir.Path, vdir.EnableDirBrowsing);
WScript.Quit(0);
