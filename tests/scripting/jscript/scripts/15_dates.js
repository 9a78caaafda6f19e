var d = new Date(2006, 0, 31, 13, 4, 5);
WScript.Echo(d.getYear(), d.toLocaleString(), "|", d.toDateString());
WScript.Echo(new Date(1999, 11, 31).getYear(), new Date(d.getVarDate()).getTime() == d.getTime(), typeof d.getVarDate());
var kept = new ActiveXObject("Scripting.Dictionary");
kept.Add("when", d.getVarDate());
WScript.Echo(new Date(kept("when")).getHours(), new Date(String(kept("when"))).getMinutes(), Date.parse("01/31/2006 13:04:05") - d);
function pad(n) { return ("0" + n).substr(("0" + n).length - 2); }
var stamp = d.getFullYear() + pad(d.getMonth() + 1) + pad(d.getDate());
var root = GetObject("IIS://localhost/W3SVC/1/ROOT");
root.AppFriendlyName = "Build " + stamp;
root.SetInfo();
WScript.Echo("a,,b".split(/,/).length, "a,,b".split(",").length, "abc".substr(-2), stamp);
