// Walks a part of the tree, prints it, and counts classes.
var counts = {};
function walk(node, depth) {
    var indent = "";
    for (var i = 0; i < depth; i++) indent += "  ";
    counts[node.Class] = (counts[node.Class] || 0) + 1;
    WScript.Echo(indent + node.Name + " (" + node.Class + ")");
    var children;
    try { children = new Enumerator(node); } catch (e) { return; } // what is no container has none
    for (var e = children; !e.atEnd(); e.moveNext()) walk(e.item(), depth + 1);
}
walk(GetObject("IIS://localhost/W3SVC/1"), 0);
walk(GetObject("IIS://localhost/W3SVC/AppPools"), 0);
var names = [];
for (var c in counts) names.push(c + "=" + counts[c]);
WScript.Echo(names.sort().join(" "));
switch (names.length) {
    case 0: WScript.Echo("none"); break;
    default: WScript.Echo("some");
    case 99: WScript.Echo("falls through");
}
