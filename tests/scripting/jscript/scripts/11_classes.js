// Objects of the script's own, with functions declared as members.
function Site(node) { this.node = node; this.hits = []; }
function Site.prototype.url() {
    var b = this.node.ServerBindings.toArray()[0].split(":");
    return "http://" + (b[2] || "localhost") + (b[1] == "80" ? "" : ":" + b[1]) + "/";
}
Site.prototype.toString = function () { return "[site " + this.node.Name + "]"; };
function report(site) { WScript.Echo(site, site.url(), typeof site, typeof site.node, typeof nothing); }
var sites = [], w3svc = GetObject("IIS://LocalHost/w3svc");
for (var e = new Enumerator(w3svc); !e.atEnd(); e.moveNext())
    if (e.item().Class === "IIsWebServer") sites.push(new Site(e.item()));
for (var i in sites) report(sites[i]);
var tools = {};
function tools.shout(text) { return text.toUpperCase() + "!"; }
WScript.Echo(tools.shout("done"), [1, 2, ].length);
