// What goes wrong, and how a script meets it.
function hex(n) { return "0x" + (n < 0 ? n + 0x100000000 : n).toString(16).toUpperCase(); }
function attempt(what, work) {
    try { work(); WScript.Echo(what + ": fine"); }
    catch (e) { WScript.Echo(what + ": " + hex(e.number), (e.number & 0xFFFF), e.description); }
    finally { tried++; }
}
var tried = 0, site = GetObject("IIS://localhost/W3SVC/1");
attempt("no such site", function () { GetObject("IIS://localhost/W3SVC/77"); });
attempt("no such property", function () { site.Put("NoSuchThing", 1); });
attempt("no such attribute", function () { return site.NoSuchThing; });
attempt("no such method", function () { site.Explode(); });
attempt("no such class", function () { site.Create("IIsNothing", "x"); });
attempt("no such component", function () { new ActiveXObject("Contoso.Missing"); });
attempt("no such file", function () { new ActiveXObject("Scripting.FileSystemObject").GetFile("C:\\none.txt"); });
attempt("nothing", function () { var x = null; x.y(); });
attempt("undeclared", function () { undeclared + 1; });
attempt("not a function", function () { undeclaredFunction(); });
attempt("own", function () { throw new Error(1234, "my words"); });
attempt("fine", function () { site.ServerComment; });
WScript.Echo(tried, "tried");
site.Nonsense();
