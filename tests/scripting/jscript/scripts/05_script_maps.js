// Adds a script map unless one for the extension is there.
var EXT = ".pl", MAP = EXT + ",C:\\Perl\\bin\\perlis.dll,1,GET,HEAD,POST";
var root = GetObject("IIS://localhost/W3SVC/1/ROOT");
var maps = root.ScriptMaps.toArray(), kept = [], found = false;
for (var i = 0; i < maps.length; i++) {
    if (maps[i].split(",")[0].toLowerCase() == EXT) found = true;
    else kept.push(maps[i]);
}
WScript.Echo(maps.length + " maps, " + (found ? "replacing" : "adding") + " " + EXT);
kept[kept.length] = MAP;
root.PutEx(2, "ScriptMaps", kept);
root.SetInfo();
var now = new VBArray(root.GetEx("ScriptMaps")).toArray();
WScript.Echo(now.length, now[now.length - 1]);
