// As an installer's script does it: by the namespace object, without a path of its own.
try {
    var iis = new ActiveXObject("IISNamespace");
    var service = iis.GetObject("IIsWebService", "localhost/W3SVC");
    var server = service.GetObject("IIsWebServer", "1"), root = server.GetObject("IIsWebVirtualDir", "Root");
    root.Delete;
    var app = root.Create("IIsWebVirtualDir", "MyApp");
    app.AccessRead = true, app.AccessScript = true;
    app.AppFriendlyName = app.Name;
    app.Path = "C:\\Program Files\\MyApp";
    app.SetInfo();
    app.AppCreate2(2);
    WScript.Echo("installed at", app.ADsPath, "isolated", app.AppIsolated);
    root.Delete("IIsWebVirtualDir", "MyApp");
    WScript.Echo("and removed");
    var again = root.Create("IIsWebDirectory", "static"); again.AccessScript = false; again.SetInfo();
} catch (exception) {
    WScript.Echo("Could not install: " + exception.message + " (" + exception.number + ")");
    WScript.Quit(exception.number);
}
