"""What a new store holds."""

from __future__ import annotations

import pytest

from adsiis.metabase.record import CLEAR, EXPANDSZ, SECURE, VOLATILE
from adsiis.metabase.tree import MemoryTree, effective
from adsiis.schema import FreshStoreError, schema
from adsiis.schema.constants import KEY_TYPE
from adsiis.schema.fresh import EXTRAS, fresh_folders, fresh_keys
from adsiis.schema.security import ADMINISTRATORS, Entry, decode

PROFILES = ("iis6", "iis5")
ALL = [(profile, fresh_keys(profile, "BOX", EXTRAS)) for profile in PROFILES]


class Fresh:
    """The keys of a fresh store, asked by path and property name."""

    def __init__(self, profile="iis6", extra=()):
        self.keys = {key.path: key for key in fresh_keys(profile, "BOX", extra)}

    def get(self, path, name):
        record = self.keys[path].records.get(schema().property(name).id)
        return record.data if record is not None else None

    def class_of(self, path):
        return self.get(path, "KeyType")


@pytest.fixture(scope="module")
def iis6():
    return Fresh()


@pytest.fixture(scope="module")
def iis5():
    return Fresh("iis5")


@pytest.mark.parametrize(
    ("path", "class_name"),
    [
        ("/", "IIS_ROOT"),
        ("/LM", "IIsComputer"),
        ("/LM/IISADMIN", None),
        ("/LM/IISADMIN/EXTENSIONS", None),
        ("/LM/IISADMIN/EXTENSIONS/DCOMCLSIDS", None),
        ("/LM/IISADMIN/PROPERTYREGISTRATION", None),
        ("/LM/Logging", "IIsLogModules"),
        ("/LM/Logging/W3C Extended Log File Format", "IIsLogModule"),
        ("/LM/Logging/Custom Logging", "IIsCustomLogModule"),
        ("/LM/Logging/Custom Logging/Extended Properties/User Agent", "IIsCustomLogModule"),
        ("/LM/MimeMap", "IIsMimeMap"),
        ("/LM/W3SVC", "IIsWebService"),
        ("/LM/W3SVC/Info", "IIsWebInfo"),
        ("/LM/W3SVC/Info/Templates", None),
        ("/LM/W3SVC/Info/Templates/Secure Web Site/Root", "IIsWebVirtualDir"),
        ("/LM/W3SVC/1", "IIsWebServer"),
        ("/LM/W3SVC/1/Filters", "IIsFilters"),
        ("/LM/W3SVC/1/IIsCertMapper", "IIsCertMapper"),
        ("/LM/W3SVC/1/ROOT", "IIsWebVirtualDir"),
        ("/LM/W3SVC/AppPools", "IIsApplicationPools"),
        ("/LM/W3SVC/AppPools/DefaultAppPool", "IIsApplicationPool"),
        ("/LM/W3SVC/Filters/Compression", "IIsFilter"),
        ("/LM/W3SVC/Filters/Compression/Parameters", "IIsCompressionSchemes"),
        ("/LM/W3SVC/Filters/Compression/gzip", "IIsCompressionScheme"),
        ("/LM/MSFTPSVC/1/ROOT", "IIsFtpVirtualDir"),
        ("/LM/SMTPSVC/1/Domain", "IIsSmtpDomain"),
    ],
)
def test_a_fresh_store_has_the_keys_scripts_expect(iis6, path, class_name):
    """docs/behaviour.md, fresh-1."""
    assert iis6.class_of(path) == class_name


@pytest.mark.parametrize(
    ("path", "name", "data"),
    [
        ("/LM", "MaxBandwidth", 4294967295),
        ("/LM/W3SVC", "AnonymousUserName", "IUSR_BOX"),
        ("/LM/W3SVC", "WAMUserName", "IWAM_BOX"),
        ("/LM/W3SVC", "IIs5IsolationModeEnabled", 0),
        ("/LM/W3SVC", "AuthFlags", 1),
        ("/LM/W3SVC", "DirBrowseFlags", 0x4000003E),
        ("/LM/W3SVC", "DefaultDoc", "Default.htm,Default.asp,index.htm"),
        ("/LM/W3SVC", "ConnectionTimeout", 120),
        ("/LM/W3SVC", "PasswordChangeFlags", 6),
        ("/LM/W3SVC", "LogFileDirectory", r"C:\WINDOWS\system32\LogFiles"),
        ("/LM/W3SVC", "LogExtFileFlags", 0x218FDF),
        ("/LM/W3SVC", "AspMaxRequestEntityAllowed", 204800),
        ("/LM/W3SVC", "AspScriptLanguage", "VBScript"),
        ("/LM/W3SVC", "AspLCID", 2048),
        ("/LM/W3SVC/Info", "MajorIIsVersionNumber", 6),
        ("/LM/W3SVC/Info", "MD_SERVER_CAPABILITIES", 129983),
        ("/LM/W3SVC/Info/Templates/Public Web Site/Root", "AuthFlags", 1),
        ("/LM/W3SVC/Info/Templates/Secure Web Site/Root", "AuthFlags", 0x16),
        ("/LM/W3SVC/1", "ServerComment", "Default Web Site"),
        ("/LM/W3SVC/1", "ServerBindings", ("127.0.0.1:8080:",)),
        ("/LM/W3SVC/1/Filters", "FilterLoadOrder", ""),
        ("/LM/W3SVC/1/ROOT", "Path", r"C:\Inetpub\wwwroot"),
        ("/LM/W3SVC/1/ROOT", "AccessFlags", 513),
        ("/LM/W3SVC/1/ROOT", "AppRoot", "/LM/W3SVC/1/ROOT"),
        ("/LM/W3SVC/1/ROOT", "AppIsolated", 2),
        ("/LM/W3SVC/AppPools", "PeriodicRestartTime", 1740),
        ("/LM/W3SVC/AppPools", "PingResponseTime", 90),
        ("/LM/W3SVC/AppPools", "LogEventOnRecycle", 0x89),
        ("/LM/W3SVC/Filters/Compression/deflate", "HcCreateFlags", 0),
        ("/LM/W3SVC/Filters/Compression/gzip", "HcFileExtensions", ("htm", "html", "txt")),
        ("/LM/MSFTPSVC/1", "ServerBindings", (":21:",)),
        ("/LM/SMTPSVC", "SmtpRemoteProgressiveRetry", "15,30,60,240"),
        ("/LM/SMTPSVC/1", "BadMailDirectory", r"C:\Inetpub\mailroot\BadMail"),
        ("/LM/SMTPSVC/1", "SmartHost", ""),
        ("/LM/IISADMIN/EXTENSIONS/DCOMCLSIDS", "MD_IISADMIN_EXTENSIONS", ()),
    ],
)
def test_a_fresh_store_of_iis_6_has_its_values(iis6, path, name, data):
    """docs/behaviour.md, fresh-1."""
    assert iis6.get(path, name) == data


def test_the_administrators_are_full_operators_of_the_whole_tree(iis6):
    """docs/behaviour.md, fresh-2."""
    assert decode(iis6.get("/", "AdminACL")).entries == (Entry(ADMINISTRATORS, 0x400AB),)


def test_passwords_are_random_secure_and_still_in_clear():
    """docs/behaviour.md, fresh-3."""
    names = ("AnonymousUserPass", "WAMUserPass", "LogOdbcPassword")
    records = [
        {key.path: key for key in fresh_keys("iis6", "BOX")}["/LM/W3SVC"].records[schema().property(name).id]
        for name in names * 2
    ]
    assert len({record.data for record in records}) == 6
    for record in records:
        assert record.attributes & SECURE
        assert record.form == CLEAR
        assert len(record.data) >= 20


def test_there_are_320_mime_types_each_an_extension_and_a_type(iis6):
    entries = iis6.get("/LM/MimeMap", "MimeMap")
    assert len(set(entries)) == 320
    assert ".htm,text/html" in entries
    assert all(entry.startswith(".") and entry.count(",") == 1 and "/" in entry for entry in entries)


def test_there_are_42_error_pages_and_each_has_a_description(iis6):
    """docs/behaviour.md, fresh-4."""
    pages = [row.split(",") for row in iis6.get("/LM/W3SVC", "HttpErrors")]
    assert len(pages) == 42
    assert all(len(row) == 4 and row[2] == "FILE" for row in pages)
    assert ["404", "*", "FILE", r"C:\WINDOWS\help\iisHelp\common\404b.htm"] in pages
    texts = [row.split(",") for row in iis6.get("/LM/W3SVC/Info", "CustomErrorDescriptions")]
    assert all(len(row) == 5 and row[2] and row[4] in {"0", "1"} for row in texts)
    assert {(row[0], row[1]) for row in pages} < {(row[0], row[1]) for row in texts}


def test_script_maps_name_their_engine_flags_and_verbs(iis6):
    maps = dict(row.split(",", 1) for row in iis6.get("/LM/W3SVC", "ScriptMaps"))
    assert list(maps) == [".asp", ".cer", ".cdx", ".asa", ".idc", ".shtm", ".shtml", ".stm"]
    assert maps[".asp"] == r"C:\WINDOWS\system32\inetsrv\asp.dll,5,GET,HEAD,POST,TRACE"
    assert maps[".stm"] == r"C:\WINDOWS\system32\inetsrv\ssinc.dll,5,GET,POST"


def test_of_the_web_service_extensions_only_asp_is_allowed(iis6):
    rows = iis6.get("/LM/W3SVC", "WebSvcExtRestrictionList")
    assert rows[:2] == ("0,*.dll", "0,*.exe")
    allowed = [row for row in rows if row.startswith("1")]
    assert allowed == [r"1,C:\WINDOWS\system32\inetsrv\asp.dll,0,ASP,Active Server Pages"]


def test_the_log_modules_listed_are_the_keys_below_logging(iis6):
    """docs/behaviour.md, fresh-5."""
    below = {path.rpartition("/")[2] for path in iis6.keys if iis6.class_of(path) == "IIsLogModule"}
    for info in ("W3SVC", "MSFTPSVC", "SMTPSVC"):
        assert set(iis6.get(f"/LM/{info}/Info", "LogModuleList").split(",")) == below


def test_there_are_23_custom_log_keys_each_with_a_bit_of_its_own(iis6):
    top = "/LM/Logging/Custom Logging"
    below = [path for path in iis6.keys if path.startswith(top + "/")]
    assert len(below) == 23
    masks = [mask for path in below if (mask := iis6.get(path, "LogCustomPropertyMask")) is not None]
    assert sum(masks) == 0x3FFFFF
    agent = f"{top}/Extended Properties/User Agent"
    assert iis6.get(agent, "LogCustomPropertyHeader") == "cs(User-Agent)"
    tree = MemoryTree(iis6.keys.values())
    services = effective(tree, agent, schema().property("LogCustomPropertyServicesString").id)
    assert services.record.data == ("W3SVC", "MSFTPSVC", "SMTPSVC", "NNTPSVC")


@pytest.mark.parametrize(
    ("path", "name", "data"),
    [
        ("/LM/W3SVC", "ConnectionTimeout", 900),
        ("/LM/W3SVC", "AuthFlags", 5),
        ("/LM/W3SVC", "DefaultDoc", "Default.htm,Default.asp,iisstart.asp"),
        ("/LM/W3SVC", "LogFileDirectory", r"C:\WINNT\system32\LogFiles"),
        ("/LM/W3SVC", "AspScriptFileCacheSize", 256),
        ("/LM/W3SVC", "DisableSocketPooling", 0),
        ("/LM/W3SVC/Info", "MajorIIsVersionNumber", 5),
        ("/LM/W3SVC/1/ROOT", "AuthFlags", 5),
        ("/LM/W3SVC/1", "ServerComment", "Default Web Site"),
        ("/LM/W3SVC/1", "ServerBindings", ("127.0.0.1:8080:",)),
    ],
)
def test_a_fresh_store_of_iis_5_has_its_own_values(iis5, path, name, data):
    """docs/behaviour.md, fresh-7."""
    assert iis5.get(path, name) == data


def test_a_fresh_store_of_iis_5_knows_no_pools_nor_what_came_with_them(iis5):
    """docs/behaviour.md, fresh-7."""
    assert not [path for path in iis5.keys if "AppPools" in path or path == "/LM/W3SVC/1/Filters"]
    gone = ("AppPoolId", "WebSvcExtRestrictionList", "ApplicationDependencies", "IIs5IsolationModeEnabled")
    for path in iis5.keys:
        for name in gone:
            assert iis5.get(path, name) is None
    windows = [line for line in iis5.get("/LM/W3SVC", "ScriptMaps") if "WINNT" not in line]
    assert windows == []


@pytest.mark.parametrize(("profile", "keys"), ALL, ids=PROFILES)
def test_parents_come_first_and_no_path_twice(profile, keys):
    seen = set()
    for key in keys:
        assert key.path not in seen
        assert key.path == "/" or (key.path.rpartition("/")[0] or "/") in seen
        seen.add(key.path)


@pytest.mark.parametrize(("profile", "keys"), ALL, ids=PROFILES)
def test_every_value_belongs_to_its_class_and_none_is_volatile(profile, keys):
    for key in keys:
        of = schema().class_(key.records[KEY_TYPE].data) if KEY_TYPE in key.records else None
        for record in key.records.values():
            found = schema().property_by_id(record.id)
            assert of is None or of.allows(found.name), (key.path, found.name)
            assert not record.attributes & VOLATILE
            assert (record.data_type, record.user_type) == (found.data_type, found.user_type)


@pytest.mark.parametrize(("profile", "keys"), ALL, ids=PROFILES)
def test_no_placeholder_is_left_over(profile, keys):
    for key in keys:
        for record in key.records.values():
            assert "{machine}" not in str(record.data)
            assert "{windows}" not in str(record.data)
            assert "{random}" not in str(record.data)


def test_variables_of_expandable_texts_stand(iis6):
    record = iis6.keys["/LM/W3SVC/Filters/Compression/Parameters"].records[2210]
    assert record.data_type == EXPANDSZ
    assert record.data == r"%windir%\IIS Temporary Compressed Files"


@pytest.mark.parametrize(
    ("extra", "path", "class_name", "binding"),
    [
        ("nntp", "/LM/NNTPSVC", "IIsNntp", ":119:"),
        ("pop3", "/LM/POP3SVC", "IIsPop3", ":110:"),
        ("imap", "/LM/IMAP4SVC", "IIsImap", ":143:"),
    ],
)
def test_more_services_come_only_when_asked_for(iis6, extra, path, class_name, binding):
    """docs/behaviour.md, fresh-8."""
    assert path not in iis6.keys
    asked = Fresh(extra=[extra])
    assert asked.class_of(path) == class_name + "Service"
    assert asked.class_of(path + "/1") == class_name + "Server"
    assert asked.get(path + "/1", "ServerBindings") == (binding,)
    assert len(asked.keys) == len(iis6.keys) + 2


@pytest.mark.parametrize(
    ("profile", "machine", "extra", "words"),
    [
        ("iis7", "BOX", (), "iis7"),
        ("iis6", "", (), "no machine name"),
        ("iis6", "a b", (), "no machine name"),
        ("iis6", "a\nb", (), "no machine name"),
        ("iis6", "BOX", ("gopher",), "gopher"),
    ],
)
def test_what_there_is_none_of_is_refused(profile, machine, extra, words):
    with pytest.raises(FreshStoreError, match=words):
        fresh_keys(profile, machine, extra)


def test_the_folders_beside_the_tree_are_those_its_paths_name(iis6):
    """docs/behaviour.md, fresh-6."""
    folders = fresh_folders()
    for name in ("Path", "LogFileDirectory", "QueueDirectory", "DropDirectory"):
        for path in iis6.keys:
            assert iis6.get(path, name) in {None, *folders}
    assert r"C:\Inetpub\AdminScripts" in folders
    assert r"C:\WINNT\system32\LogFiles" in fresh_folders("iis5")
