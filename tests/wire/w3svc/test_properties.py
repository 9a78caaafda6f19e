"""Every property the service obeys, on the wire: what a request gets before a change and after it.

The table at the end says where the rest of them are tested; nothing is restarted in between.
"""

from __future__ import annotations

import re
import socket
import time
from pathlib import Path

import psutil
import pytest

from adsiis.http import Response
from adsiis.schema import schema
from adsiis.w3svc import logfiles
from adsiis.w3svc.compression import FILTER
from adsiis.w3svc.w3clog import FIELDS
from w3svc.world import Reply, age, ask, free_port, key, serving, site, tree_of

TESTS = Path(__file__).parents[2]
SITE, ROOT = "/LM/W3SVC/1", "/LM/W3SVC/1/ROOT"
RUN = [".run,answers:x,0", ".any,answers:x,1"]
NCSA, IIS = "{FF16065F-DE82-11CF-BC0A-00AA006111E0}", "{FF160657-DE82-11CF-BC0A-00AA006111E0}"
PAGE = b"<p>words and words and more words</p>\n" * 300


class Answers:
    """A handler that says that it ran."""

    def __init__(self, _spec):
        pass

    async def __call__(self, *_):
        return Response(200, [(b"Content-Type", b"text/html")], PAGE)

    def close(self):
        pass


@pytest.fixture
def world(tmp_path, monkeypatch):
    monkeypatch.setattr(logfiles, "WRITE_SECONDS", 0.02)
    folder, logs = tmp_path / "web", tmp_path / "logs"
    files = {"a.txt": b"text", "x.run": b"", "x.any": b"", "sub/index.htm": b"index", "sub/in/b.txt": b"in"}
    for name, content in {**files, "odd.zzz": b"odd", "other.htm": b"other", "page.htm": PAGE}.items():
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_bytes(content)
        age(folder / name)
    (tmp_path / "away").mkdir()
    (tmp_path / "away" / "a.txt").write_bytes(b"away")
    port = free_port()
    scheme = {"HcDoStaticCompression": 1, "HcDoDynamicCompression": 1, "HcFileExtensions": ["htm"]}
    scheme["HcScriptFileExtensions"] = []
    top, root = site(1, folder, [f"127.0.0.1:{port}:"], ScriptMaps=RUN, PathMap=[f"C:\\web={folder}"])
    logging = key(SITE, LogFileDirectory=str(logs), LogType=1)
    tree = tree_of(
        type(top)(top.path, top.records | logging.records),
        root,
        key(f"{ROOT}/sub"),
        key(f"{ROOT}/all", ScriptMaps=["*,answers:x,1"]),
        key(f"{FILTER}/Parameters", HcCompressionDirectory=str(tmp_path / "packed"), **scheme),
        key(f"{FILTER}/gzip", **scheme),
    )
    files = logfiles.LogFiles(lambda: tree, str(tmp_path))
    with serving(tree, tmp_path, handlers={"answers": Answers}, log=files.add) as server:
        server.start()
        server.port, server.folder, server.logs, server.files = port, tmp_path, logs, files
        yield server
    files.close()


def change(world, path, **values):
    world.change(path, **values)
    world.files.forget([path])


def seen(world, target, *headers, method="GET", **options):
    """What a client sees: the status and where that leads."""
    reply = ask(world.port, target, *headers, method=method, **options)
    return f"{reply.status} {reply.headers.get('location', b'').decode()}".rstrip()


@pytest.mark.parametrize(
    ("before", "after", "asked", "statuses"),
    [
        ({"AccessRead": False}, {"AccessRead": True}, ("GET", "/a.txt"), "403 200"),
        ({"AccessWrite": False}, {"AccessWrite": True}, ("PUT", "/new.txt"), "403 201"),
        ({"AccessScript": False}, {"AccessScript": True}, ("GET", "/x.any"), "403 200"),
        ({"AccessExecute": False}, {"AccessExecute": True}, ("GET", "/x.run"), "403 200"),
        ({"EnableDefaultDoc": False}, {"EnableDefaultDoc": True}, ("GET", "/sub/"), "403 200"),
        ({"EnableDirBrowsing": False}, {"EnableDirBrowsing": True}, ("GET", "/sub/in/"), "403 200"),
        ({"AuthAnonymous": False}, {"AuthAnonymous": True}, ("GET", "/a.txt"), "401 200"),
        ({"AccessSSL": True}, {"AccessSSL": False}, ("GET", "/a.txt"), "403 200"),
        ({"AccessSSL128": True}, {"AccessSSL128": False}, ("GET", "/a.txt"), "403 200"),
        ({"AccessSSLRequireCert": True}, {"AccessSSLRequireCert": False}, ("GET", "/a.txt"), "403 200"),
    ],
)
def test_each_flag_holds_from_its_change_on(world, before, after, asked, statuses):
    """docs/behaviour.md, settings-3, access-1: one bit of a number, the others as they were."""
    method, target = asked
    found = []
    for values in (before, after):
        ((flag, on),) = values.items()
        whole, bit = schema().property(flag).flag_of, schema().property(flag).bit
        usual = {"AccessFlags": 513, "DirBrowseFlags": 0x4000001E, "AuthFlags": 1, "AccessSSLFlags": 0}[whole]
        change(world, ROOT, **{whole: usual | bit if on else usual & ~bit})
        for _ in range(2):
            status = seen(world, target, method=method, body=b"x" if method == "PUT" else b"")[:3]
        found.append(status.replace("204", "201"))
    assert " ".join(found) == statuses


@pytest.mark.parametrize(
    ("way", "offered"), [("AuthBasic", b"Basic"), ("AuthMD5", b"Digest"), ("AuthNTLM", b"Negotiate")]
)
def test_each_way_to_sign_in_is_offered_from_its_change_on(world, way, offered):
    """docs/behaviour.md, signin-1, signin-2."""
    if way == "AuthNTLM":
        pytest.importorskip("spnego")
    bit = schema().property(way).bit
    assert seen(world, "/a.txt") == "200"
    change(world, ROOT, AuthFlags=bit)
    assert b"\r\nWWW-Authenticate: " + offered in ask(world.port, "/a.txt").raw
    change(world, ROOT, AuthFlags=1 | bit)
    assert seen(world, "/a.txt") == "200"


def other_address():
    """An address of this machine that is no loopback address."""
    addresses = [one for found in psutil.net_if_addrs().values() for one in found]
    return next(
        (a.address for a in addresses if a.family == socket.AF_INET and not a.address.startswith("127.")),
        None,
    )


@pytest.mark.parametrize(
    ("flag", "asked"),
    [
        ("AccessNoRemoteRead", b"GET /a.txt"),
        ("AccessNoRemoteWrite", b"PUT /new.txt"),
        ("AccessNoRemoteScript", b"GET /x.any"),
        ("AccessNoRemoteExecute", b"GET /x.run"),
    ],
)
def test_what_is_for_this_machine_is_refused_to_others_from_the_change_on(world, flag, asked):
    """docs/behaviour.md, access-2."""
    far = other_address()
    if far is None:
        pytest.skip("This machine has loopback addresses only.")
    extra = {"AccessNoRemoteExecute": 4, "AccessNoRemoteWrite": 2}.get(flag, 0)
    for more, from_afar in ((0, b"2"), (schema().property(flag).bit, b"4"), (0, b"2")):
        change(world, ROOT, AccessFlags=513 | extra | more)
        assert from_address(world, far, asked)[:1] == from_afar
        assert from_address(world, "127.0.0.1", asked)[:1] == b"2"


def from_address(world, source, asked):
    with socket.create_connection(("127.0.0.1", world.port), 30, source_address=(source, 0)) as sock:
        sock.sendall(asked + b" HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        return b"%d" % Reply(sock.recv(65536)).status


@pytest.mark.parametrize(
    ("path", "values", "asked", "before", "after"),
    [
        (ROOT, {"DefaultDoc": "none.htm,other.htm"}, "/", "403", "200"),
        (ROOT, {"Path": "AWAY"}, "/sub/in/b.txt", "200", "404"),
        (ROOT, {"Path": r"C:\web\sub"}, "/in/b.txt", "404", "200"),
        (ROOT, {"MimeMap": [".zzz,a/b"]}, "/odd.zzz", "404", "200"),
        (SITE, {"MimeMap": [".zzz,a/b"]}, "/odd.zzz", "404", "200"),
        ("/LM/W3SVC", {"MimeMap": [".zzz,a/b"]}, "/odd.zzz", "404", "200"),
        ("/LM/MimeMap", {"MimeMap": [".zzz,a/b", ".txt,text/plain"]}, "/odd.zzz", "404", "200"),
        (ROOT, {"ScriptMaps": [".txt,answers:x,1,POST"]}, "/a.txt", "200", "405"),
        (f"{ROOT}/a.txt", {"AccessFlags": 0}, "/a.txt", "200", "403"),
        (f"{ROOT}/sub/in", {"AccessFlags": 0}, "/sub/in/b.txt", "200", "403"),
        (f"{ROOT}/sub", {"HttpRedirect": "/n"}, "/sub/in/b.txt", "200", "302 /n/in/b.txt"),
        (f"{ROOT}/sub", {"HttpRedirect": "/n,CHILD_ONLY"}, "/sub/in/b.txt", "200", "200"),
        (f"{ROOT}/sub", {"HttpRedirect": "/n,CHILD_ONLY"}, "/sub/c.txt", "404", "302 /n/c.txt"),
        (f"{ROOT}/sub", {"HttpRedirect": "/n,EXACT_DESTINATION"}, "/sub/in/b.txt", "200", "302 /n"),
        (f"{ROOT}/sub", {"HttpRedirect": "/n,PERMANENT"}, "/sub/c", "404", "301 /n/c"),
        (f"{ROOT}/sub", {"HttpRedirect": "/n,TEMPORARY"}, "/sub/c", "404", "307 /n/c"),
        (
            f"{ROOT}/sub",
            {"HttpRedirect": "http://n/,EXACT_DESTINATION,CHILD_ONLY,PERMANENT"},
            "/sub/c?d",
            "404",
            "301 http://n/",
        ),
        (f"{ROOT}/sub", {"HttpRedirect": "/$V$S,EXACT_DESTINATION"}, "/sub/c", "404", "302 /sub/c/c"),
        (f"{ROOT}/sub", {"HttpRedirect": "/n$Q,EXACT_DESTINATION"}, "/sub/c?d=e", "404", "302 /n?d=e"),
        (f"{ROOT}/sub", {"HttpRedirect": "/n?x&$P,EXACT_DESTINATION"}, "/sub/c?d", "404", "302 /n?x&d"),
        (f"{ROOT}/sub", {"HttpRedirect": "*;/in/*.txt;/n/$0.htm"}, "/sub/in/b.txt", "200", "302 /n/b.htm"),
        (f"{ROOT}/sub", {"HttpRedirect": "*;/in/*;!;*;/n"}, "/sub/in/b.txt", "200", "200"),
    ],
)
def test_what_a_place_says_holds_from_its_change_on(world, path, values, asked, before, after):
    """docs/behaviour.md, settings-3, settings-4, redirect-1 to redirect-4."""
    values = {
        name: str(world.folder / "away") if value == "AWAY" else value for name, value in values.items()
    }
    for _ in range(2):
        assert seen(world, asked) == before
    change(world, path, **values)
    for _ in range(2):
        assert seen(world, asked) == after


@pytest.mark.parametrize(
    ("path", "values", "field", "said"),
    [
        (ROOT, {"HttpCustomHeaders": ["X-Own: 1"]}, "x-own", b"1"),
        (ROOT, {"CacheControlMaxAge": 60}, "cache-control", b"max-age=60"),
        (ROOT, {"CacheControlNoCache": 1}, "cache-control", b"no-cache"),
        (ROOT, {"CacheControlCustom": "private"}, "cache-control", b"private"),
        (ROOT, {"HttpExpires": "D, 0x3c"}, "cache-control", b"max-age=60"),
        (ROOT, {"HttpExpires": "S, Thu, 01 Dec 2033 16:00:00 GMT"}, "expires", b"Thu, 01 Dec 2033 16:00:00 GMT"),
        (SITE, {"AllowKeepAlive": 0}, "connection", b"close"),
    ],
)  # fmt: skip
def test_what_an_answer_says_holds_from_the_change_on(world, path, values, field, said):
    """docs/behaviour.md, headers-2 to headers-4, limit-2."""

    def fields():
        raw = b"GET /a.txt HTTP/1.1\r\nHost: x\r\n\r\n"
        with socket.create_connection(("127.0.0.1", world.port), 30) as sock:
            for _ in range(3):
                sock.sendall(raw)
                heard = b""
                while not heard.endswith(b"text"):
                    heard += sock.recv(65536)
                if b"\r\nConnection: close" in heard:
                    break
            return Reply(heard).headers

    assert field not in fields()
    change(world, path, **values)
    assert fields()[field] == said


@pytest.mark.parametrize(("name", "target"), [
    ("HcOnDemandCompLevel", "/page.htm"), ("HcDynamicCompressionLevel", "/all/"),
])  # fmt: skip
def test_the_level_of_compression_holds_from_its_change_on(world, name, target):
    """docs/behaviour.md, compress-1."""
    sizes = {}
    for level in (0, 10):
        change(world, f"{FILTER}/gzip", **{name: level})
        (world.folder / "web" / "page.htm").write_bytes(PAGE)
        until = time.monotonic() + 30
        while "content-encoding" not in (reply := ask(world.port, target, "Accept-Encoding: gzip")).headers:
            assert time.monotonic() < until
        sizes[level] = len(reply.body)
    assert sizes[10] < sizes[0] < len(PAGE)


def test_the_rule_for_old_clients_holds_from_its_change_on(world):
    """docs/behaviour.md, compress-3."""
    for off in (1, 0, 1):
        change(world, f"{FILTER}/Parameters", HcNoCompressionForHttp10=off)
        reply = ask(world.port, "/all/", "Accept-Encoding: gzip", version="1.0")
        assert ("content-encoding" in reply.headers) is not bool(off)


def logged(world, target="/a.txt?q", *headers):
    """The files of the site's log by name, once the line of a request is on the disk."""
    before = sum(len(text) for text in logs(world).values())
    ask(world.port, target, *headers)
    until = time.monotonic() + 30
    while sum(len(text) for text in logs(world).values()) <= before:
        assert time.monotonic() < until
        time.sleep(0.02)
    time.sleep(0.02)
    return logs(world)


def logs(world):
    return {path.relative_to(world.logs).as_posix(): path.read_text() for path in world.logs.rglob("*.log")}


def test_each_field_of_a_log_is_written_from_its_change_on(world):
    """docs/behaviour.md, log-2: one bit after the other, the flag properties of the schema all among them."""
    flags = {one.name: one.bit for one in schema().properties if one.flag_of == "LogExtFileFlags"}
    assert set(flags.values()) == {bit for _, bit, _ in FIELDS}
    for name, bit, _ in FIELDS:
        change(world, SITE, LogExtFileFlags=bit)
        (text,) = logged(world).values()
        heading, line = text.rstrip("\n").split("\n")[-2:]
        assert heading == f"#Fields: {name}"
        assert re.fullmatch(r"\S+", line)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"LogFilePeriod": 1}, r"ex\d{6}\.log"),
        ({"LogFilePeriod": 2}, r"ex\d{6}\.log"),
        ({"LogFilePeriod": 3}, r"ex\d{4}\.log"),
        ({"LogFilePeriod": 4}, r"ex\d{8}\.log"),
        ({"LogFilePeriod": 4, "LogFileLocaltimeRollover": 1}, r"ex\d{8}\.log"),
        ({"LogFilePeriod": 0, "LogFileTruncateSize": 0xFFFFFFFF}, r"extend1\.log"),
        ({"LogFilePeriod": 1, "LogPluginClsid": NCSA}, r"nc\d{6}\.log"),
        ({"LogFilePeriod": 1, "LogPluginClsid": IIS}, r"in\d{6}\.log"),
    ],
)
def test_the_period_and_the_format_of_a_log_hold_from_their_change_on(world, values, name, monkeypatch):
    """docs/behaviour.md, log-3, log-5, log-6."""
    monkeypatch.setenv("TZ", "XXX-05")
    time.tzset()
    try:
        change(world, SITE, LogFilePeriod=3)
        logged(world)
        change(world, SITE, **values)
        now = time.localtime() if "LogFileLocaltimeRollover" in values else time.gmtime()
        names = [one.rpartition("/")[2] for one in logged(world)]
        found = [one for one in names if re.fullmatch(name, one)]
    finally:
        monkeypatch.undo()
        time.tzset()
    assert found
    if values["LogFilePeriod"] == 4:
        assert found[0][8:10] in {f"{now.tm_hour:02}", f"{(now.tm_hour + 1) % 24:02}"}


def test_where_a_log_is_and_whether_hold_from_the_change_on(world):
    """docs/behaviour.md, log-1, log-6."""
    change(world, SITE, LogFilePeriod=0, LogFileTruncateSize=300, LogExtFileFlags=0x100)
    for number in range(4):
        logged(world, f"/{number}{'x' * 100}")
    assert {"W3SVC1/extend1.log", "W3SVC1/extend2.log"} <= set(logs(world))
    change(world, SITE, LogFileDirectory=str(world.logs / "there"))
    assert "/a.txt" in logged(world)["there/W3SVC1/extend1.log"]
    change(world, SITE, LogType=0)
    ask(world.port, "/unseen.txt")
    change(world, SITE, LogType=1)
    change(world, ROOT, DontLog=1)
    ask(world.port, "/unseen.txt")
    change(world, ROOT, DontLog=0)
    logged(world, "/last.txt")
    text = "".join(logs(world).values())
    assert ("/last.txt" in text, "/unseen.txt" in text) == (True, False)


WHERE = {
    "wire/w3svc/test_sites.py": "ServerBindings DontLog",
    "wire/w3svc/test_tls.py": "SecureBindings SSLCertHash SSLStoreName SSLAlwaysNegoClientCert AccessSSLFlags",
    "wire/w3svc/test_access.py": "IPSecurity AccessSSLFlags AuthFlags",
    "wire/w3svc/test_limits.py": "MaxConnections ConnectionTimeout ServerListenBacklog AllowKeepAlive "
    "MaxBandwidth",
    "wire/w3svc/test_places.py": "DirBrowseFlags HttpRedirect RedirectHeaders HttpCustomHeaders HttpErrors "
    "CacheControlNoCache CacheControlMaxAge CacheControlCustom HttpExpires EnableDocFooter DefaultDocFooter "
    "MimeMap PathMap",
    "wire/w3svc/test_uploads.py": "AccessFlags",
    "wire/w3svc/test_includes.py": "SSIExecDisable AspEnableParentPaths",
    "wire/w3svc/test_windows_sign_in.py": "AuthFlags NTAuthenticationProviders AuthPersistence "
    "DefaultLogonDomain",
    "wire/w3svc/test_compression.py": "HcDoStaticCompression HcDoDynamicCompression HcFileExtensions "
    "HcScriptFileExtensions HcMinFileSizeForComp HcNoCompressionForProxies HcNoCompressionForRange "
    "HcNoCompressionForHttp10 HcDoOnDemandCompression HcCompressionDirectory HcSendCacheHeaders "
    "HcCacheControlHeader HcExpiresHeader HcDoDiskSpaceLimiting HcMaxDiskSpaceUsage HcFilesDeletedPerDiskFree "
    "DoStaticCompression DoDynamicCompression",
    "w3svc/access/test_sign_in.py": "Realm DefaultLogonDomain AuthFlags",
    "w3svc/access/test_channel.py": "CertCheckMode",
    "inetinfo/test_programs.py": "CGITimeout",
    Path(__file__).relative_to(TESTS).as_posix(): "AccessRead AccessWrite AccessScript AccessExecute "
    "AccessNoRemoteRead AccessNoRemoteWrite AccessNoRemoteScript AccessNoRemoteExecute AccessSSL "
    "AccessSSL128 AccessSSLRequireCert AuthAnonymous AuthBasic AuthMD5 AuthNTLM EnableDefaultDoc EnableDirBrowsing DefaultDoc Path "
    "ScriptMaps LogType LogExtFileFlags LogFilePeriod LogFileTruncateSize LogFileLocaltimeRollover "
    "LogFileDirectory LogPluginClsid DontLog HcOnDemandCompLevel HcDynamicCompressionLevel",
}
ELSEWHERE = {
    "AccessSSLNegotiateCert": "a bit of AccessSSLFlags in wire/w3svc/test_tls.py and w3svc/access/test_channel.py",
    "AccessSSLMapCert": "a bit of AccessSSLFlags in wire/w3svc/test_access.py and w3svc/access/test_channel.py",
    "AuthPersistSingleRequest": "a bit of AuthPersistence in wire/w3svc/test_windows_sign_in.py",
    "AppIsolated": "where programs run: tests/inetinfo",
    "AppPoolId": "where programs run: tests/inetinfo",
    "IIs5IsolationModeEnabled": "where programs run: tests/inetinfo",
    "MajorIIsVersionNumber": "wire/w3svc/test_sites.py: the code of a failed start",
    "AppRoot": "tests/inetinfo/applications asks applications in each process",
    "AspEnableParentPaths": "tests/inetinfo/test_pages.py too",
    "HcMaxQueueLength": "tests/w3svc/test_compression.py: how many may wait cannot be seen by a client",
    "HcIoBufferSize": "the size of the pieces an answer is read in cannot be seen by a client",
}


@pytest.mark.parametrize("file", WHERE)
def test_the_table_of_properties_is_true(file):
    """Each of them is a property, and is tested in the file the table names."""
    text = (TESTS / file).read_text(encoding="utf-8").partition("\nWHERE = {")[0]
    for name in WHERE[file].split():
        assert schema().property(name)
        assert re.search(rf"\b{name}\b", text), name


def test_no_property_that_the_service_reads_is_without_a_test():
    """What stands in quotation marks in the service and is a property stands in the table."""
    source = "".join(
        path.read_text(encoding="utf-8") for path in (TESTS.parent / "src/adsiis/w3svc").rglob("*.py")
    )
    known = {one.name for one in schema().properties}
    read = {name for name in re.findall(r'"([A-Z]\w+)"', source) if name in known}
    listed = {name for names in WHERE.values() for name in names.split()}
    assert read - listed - set(ELSEWHERE) == set()
