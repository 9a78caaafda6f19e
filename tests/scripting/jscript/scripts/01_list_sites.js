// Lists the web sites with their state and bindings.
var w3svc = GetObject("IIS://localhost/W3SVC");
var count = 0;
for (var e = new Enumerator(w3svc); !e.atEnd(); e.moveNext()) {
    var site = e.item();
    if (site.Class != "IIsWebServer") continue;
    count++;
    var bindings = new VBArray(site.ServerBindings).toArray();
    WScript.Echo(site.Name + "\t" + site.ServerComment + "\t" + bindings.join(",") + "\t" + site.ServerState);
}
WScript.Echo(count + " site(s) found");
