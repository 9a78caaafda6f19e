function check(path) {
    try {
        var node = GetObject(path);
        node.AccessWrite = true;
        node.SetInfo();
        WScript.Echo("done, leaving with 42");
        WScript.Quit(42);
    } catch (e) {
        WScript.Echo("never said");
    } finally {
        WScript.Echo("never said either");
    }
}
check("IIS://localhost/W3SVC/1/ROOT");
WScript.Echo("not reached");
