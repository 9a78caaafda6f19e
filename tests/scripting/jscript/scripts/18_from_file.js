// Makes virtual directories from lines NAME;PATH;READ, as an old deployment tool did.
var lines = "images;D:\\images;true\ncgi;D:\\cgi;false\n# comment\n\nbad line\n".split("\n");
var root = GetObject("IIS://localhost/W3SVC/1/ROOT"), made = 0, skipped = [];
next: for (var i = 0; i < lines.length; i++) {
    if (!lines[i] || lines[i].charAt(0) == "#") continue;
    var parts = lines[i].split(";");
    for (var j = 0; j < 3; j++)
        if (typeof parts[j] == "undefined") { skipped.push("line " + (i + 1)); continue next; }
    var dir = root.Create("IIsWebVirtualDir", parts[0]);
    dir.Put("Path", parts[1]);
    dir.Put("AccessRead", eval(parts[2]));
    dir.Put("AccessExecute", !eval("(" + parts[2] + ")"));
    dir.SetInfo();
    made++;
}
WScript.StdOut.WriteLine(made + " made, skipped: " + skipped);
WScript.StdErr.WriteLine("skipped " + skipped.length);
WScript.Quit(skipped.length ? 2 : 0);
