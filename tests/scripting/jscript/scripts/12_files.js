var fso = new ActiveXObject("Scripting.FileSystemObject"), ForReading = 1, ForWriting = 2;
var folder = fso.CreateFolder(fso.BuildPath(fso.GetAbsolutePathName("."), "reports"));
var out = fso.CreateTextFile(folder.Path + "\\sites.csv", true);
out.WriteLine("name,comment");
for (var e = new Enumerator(GetObject("IIS://localhost/W3SVC")); !e.atEnd(); e.moveNext())
    if (/^\d+$/.test(e.item().Name)) out.WriteLine([e.item().Name, '"' + e.item().ServerComment + '"'].join(","));
out.Close();
for (var f = new Enumerator(folder.Files); !f.atEnd(); f.moveNext()) {
    var file = f.item();
    var age = new Date() - new Date(file.DateLastModified);
    WScript.Echo(file.Name, file.Size, typeof file.DateLastModified, age < 3600000);
}
var text = fso.OpenTextFile(folder.Path + "\\sites.csv", ForReading).ReadAll();
WScript.Echo(text.replace(/\r\n/g, "|"));
fso.DeleteFolder(folder.Path, true);
WScript.Echo(fso.FolderExists("reports") ? "still there" : "gone");
