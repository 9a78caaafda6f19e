/* Creates a web site with the next free number, its root directory and an application. */
function nextNumber(service) {
    var highest = 0;
    for (var e = new Enumerator(service); !e.atEnd(); e.moveNext()) {
        var n = parseInt(e.item().Name, 10);
        if (!isNaN(n) && n > highest) highest = n;
    }
    return highest + 1;
}
var service = GetObject("IIS://localhost/W3SVC");
var number = nextNumber(service);
WScript.Echo("Creating site", number);
var site = service.Create("IIsWebServer", number);
site.ServerComment = "Extranet";
site.ServerBindings = [":8081:extranet.contoso.com", ":8082:"];
site.SetInfo();
var root = site.Create("IIsWebVirtualDir", "ROOT");
root.Path = "C:\\Inetpub\\extranet";
root.AccessRead = true;
root.AccessScript = true;
root.DefaultDoc = "index.asp";
root.SetInfo();
root.AppCreate(true);
root.AppFriendlyName = "Extranet";
root.SetInfo();
WScript.Echo(site.ADsPath, root.AppRoot);
