var POOL = "ShopPool";
var pools = GetObject("IIS://localhost/W3SVC/AppPools");
function find(name) {
    for (var e = new Enumerator(pools); !e.atEnd(); e.moveNext())
        if (e.item().Name.toLowerCase() === name.toLowerCase()) return e.item();
    return null;
}
var pool = find(POOL) || pools.Create("IIsApplicationPool", POOL);
with (pool) {
    PeriodicRestartTime = 720;
    IdleTimeout = 15;
    MaxProcesses = 2;
    SetInfo();
}
GetObject("IIS://localhost/W3SVC/1/ROOT").AppCreate3(2, POOL, false);
WScript.Echo(find("shoppool").ADsPath, pool.PeriodicRestartTime, pool.idletimeout);
