var root = GetObject("IIS://localhost/W3SVC/1/ROOT");
var types = { ".flv": "video/x-flv", ".svg": "image/svg+xml" };
var list = root.MimeMap.toArray();
for (var ext in types) {
    var map = new ActiveXObject("MimeMap");
    map.Extension = ext;
    map.MimeType = types[ext];
    list.push(map);
}
root.MimeMap = list;
root.SetInfo();
var e = new Enumerator(new VBArray(root.MimeMap).toArray());
while (!e.atEnd()) {
    WScript.Echo(e.item().Extension + " = " + e.item().MimeType);
    e.moveNext();
}
