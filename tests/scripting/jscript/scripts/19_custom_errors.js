var vdir = GetObject("IIS://localhost/W3SVC/1/ROOT"), TYPE = { FILE: "FILE", URL: "URL" };
var wanted = [{ code: "404,*", type: TYPE.URL, what: "/errors/notfound.asp" }, { code: "500,100", type: TYPE.URL, what: "/errors/asp.asp" }];
var errors = vdir.HttpErrors.toArray(), before = errors.length, replaced = 0;
for (var i = 0; i < wanted.length; i++) {
    var line = [wanted[i].code, wanted[i].type, wanted[i].what].join(",");
    var re = new RegExp("^" + wanted[i].code.replace("*", "\\*") + ",", "i"), hit = -1;
    for (var j = 0; j < errors.length; j++) if (re.test(errors[j])) hit = j;
    if (hit >= 0) { errors[hit] = line; replaced++; } else errors.push(line);
}
vdir.HttpErrors = errors;
vdir.SetInfo();
WScript.Echo(before > 10, errors.length - before, "added,", replaced, "replaced");
