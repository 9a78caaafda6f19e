// Counts sites by port; the elements of a dictionary are set through a call.
var ports = new ActiveXObject("Scripting.Dictionary");
ports.CompareMode = 1;
for (var e = new Enumerator(GetObject("IIS://localhost/W3SVC")); !e.atEnd(); e.moveNext()) {
    if (e.item().KeyType != "IIsWebServer") continue;
    var list = e.item().ServerBindings.toArray();
    for (var i = 0; i < list.length; i++) {
        var port = "Port" + list[i].split(":")[1];
        if (!ports.Exists(port)) ports(port) = 0;
        ports(port) += 1;
        ports.Item("TOTAL") = (ports.Item("total") || 0) + 1;
    }
}
var keys = (new VBArray(ports.Keys())).toArray().sort();
for (var k = 0; k < keys.length; k++) WScript.Echo(keys[k], ports(keys[k]));
ports.RemoveAll();
WScript.Echo(ports.Count);
