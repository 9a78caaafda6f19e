"""The namespace root/MicrosoftIISv2: what scripts of it rely on, beside the ten in `scripts`."""

from __future__ import annotations

import pytest

from adsiis.schema import schema
from adsiis.scripting.wmi.iis import model
from adsiis.scripting.wmi.iis.structures import STRUCTURES
from adsiis.scripting.wmi.objects import object_path
from scripting.calls import cscript

IIS = 'Set w = GetObject("winmgmts:root/MicrosoftIISv2")\n'


@pytest.fixture
def wmi(home, tmp_path):
    """Run a script that has the namespace in `w`; what it prints, line by line."""

    def wmi(source):
        (tmp_path / "a.vbs").write_text(IIS + source)
        done = cscript("//nologo", tmp_path / "a.vbs", home=home)
        assert not done.err, done.err
        return done.lines

    return wmi


def number(wmi, source):
    """The number of the error that a line ends with."""
    return wmi(f"On Error Resume Next\n{source}\nWScript.Echo Hex(Err.Number)")[-1]


def test_every_class_of_keys_has_an_element_and_a_setting_from_the_schema():
    """docs/behaviour.md, wmi-7, wmi-8."""
    known = schema()
    names = {kind.name for kind in model.kinds(known)}
    for found in known.classes:
        if found.name.startswith("IIs") and not found.hidden:
            assert {found.name, f"{found.name}Setting"} <= names
    site = model.properties(known, model.setting("IIsWebServer"))
    assert {"ServerBindings", "AccessRead", "AccessFlags", "SSLCertHash"} <= set(site)
    assert not {"ServerState", "AppRoot", "KeyType", "IPSecurity", "ServerCommand"} & set(site)
    assert set(model.properties(known, model.element("IIsWebServer"))) >= {
        "ServerState",
        "AppRoot",
        "SSLCertHash",
    }


@pytest.mark.parametrize(
    ("path", "kind", "key", "value"),
    [
        ("IIsWebServer='W3SVC/1'", "IIsWebServer", "", "W3SVC/1"),
        ('IIsWebServer.Name="W3SVC/1"', "IIsWebServer", "Name", "W3SVC/1"),
        (r"\\.\root\MicrosoftIISv2:IIsComputer='LM'", "IIsComputer", "", "LM"),
        ("//HOST/root/MicrosoftIISv2:IIsWebService", "IIsWebService", "", None),
        (r"IIsWebDirectory='a\\b'", "IIsWebDirectory", "", r"a\b"),
        ("Win32_Only=@", "Win32_Only", "", "@"),
    ],
)
def test_paths_are_taken_apart(path, kind, key, value):
    """docs/behaviour.md, wmi-6."""
    assert object_path(path)[2:] == (kind, key, value)


@pytest.mark.parametrize("line", ["IIsWebServer=W3SVC", "a b", "IIsWebServer='a\""])
def test_what_is_no_path_is_none(line):
    """docs/behaviour.md, wmi-6."""
    assert object_path(line) is None


@pytest.mark.parametrize(
    ("prop", "line"),
    [
        ("ServerBindings", "10.0.0.1:80:www.example.com"),
        ("ServerBindings", "[::1]:80:host"),
        ("SecureBindings", ":443:"),
        ("ScriptMaps", ".asp,C:\\asp.dll,5,GET,HEAD"),
        ("ScriptMaps", "*,C:\\x.dll,0"),
        ("HttpErrors", "404,*,URL,/a,b.htm"),
        ("HttpCustomHeaders", "X-Y: a: b"),
        ("HttpCustomHeaders", "X-Y"),
        ("MimeMap", ".a,b/c"),
        ("WebSvcExtRestrictionList", "1,C:\\a.dll,0,ASP,Active, Server"),
        ("ApplicationDependencies", "App;A,B"),
    ],
)
def test_a_text_of_a_list_comes_back_from_its_object(prop, line):
    """docs/behaviour.md, wmi-9."""
    structure = STRUCTURES[prop]
    parts = structure.parts(line)
    assert len(parts) == len(structure.names)
    assert structure.line(parts) == line


@pytest.mark.parametrize(
    ("where", "count"),
    [
        ("Name = 'w3svc/1'", 1),
        ("Name <> 'W3SVC/1' and Name like 'W3SVC/[0-9]'", 0),
        ("not (Name like 'W3SVC/Info%')", 1),
        ("Name like '%1' or Name like '%Site'", 3),
        ("MaxConnections < 5 and 'W3SVC/1' = Name", 1),
        ('ServerAutoStart = TRUE and Name = "W3SVC/1"', 1),
        ("Caption is null", 3),
        ("Caption is not null", 0),
        ("Name not like 'W3SVC/_'", 2),
    ],
)
def test_conditions_select(wmi, where, count):
    """docs/behaviour.md, wmi-2."""
    query = f"select Name from IIsWebServerSetting where {where}".replace('"', '""')
    assert wmi(f'WScript.Echo w.ExecQuery("{query}").Count') == [str(count)]


@pytest.mark.parametrize(
    ("code", "number_"),
    [
        ('Set o = w.Get("IIsNothing")', "80041010"),
        ("Set o = w.Get(\"IIsWebServer='W3SVC/9'\")", "80041002"),
        ("Set o = w.Get(\"IIsFtpServer='W3SVC/1'\")", "80041002"),
        ('Set o = w.Get("IIsWebServer=1")', "8004103A"),
        ('Set o = w.ExecQuery("select * from IIsWebServer where Name = ")', "80041017"),
        ('Set o = w.ExecQuery("select * from IIsWebServer where Nope = 1")', "80041017"),
        ("w.Get(\"IIsWebServer='W3SVC/1'\").ServerState = 1", "80041003"),
        ("w.Get(\"IIsWebServerSetting='W3SVC/1'\").Name = 1", "80041003"),
        ("x = w.Get(\"IIsWebServer='W3SVC/1'\").ServerComment", "1B6"),
        ("w.Get(\"IIsWebServerSetting='W3SVC/1'\").Start", "1B6"),
        ('w.Get("IIsWebServer=\'W3SVC/1\'").ExecMethod_ "Fly"', "8004102E"),
        ('w.Get("IIsWebServerSetting").SpawnInstance_.Put_', "8004103A"),
        ('Set o = w.Get("IIsWebServer").SpawnInstance_ : o.Name = "W3SVC/1" : o.Put_ 2', "80041019"),
        ('Set o = w.Get("IIsIPSecuritySetting").SpawnInstance_ : o.Name = "W3SVC/9" : o.Put_', "80041002"),
        ('w.Get("IIsSetting").SpawnInstance_', "8004100C"),
        ("w.Delete \"IIsComputer='LM'\"", "80041003"),
        ('Set o = w.ExecNotificationQuery("select * from __InstanceCreationEvent")', "8004100C"),
        ('Set o = w.ExecQuery("select * from __InstanceCreationEvent")', "8004100C"),
        ('w.ExecQueryAsync 1, "select"', "8004100C"),
        ('Set o = w.Get("IIsWebServerSetting=\'W3SVC/1\'")\no.MaxConnections = "many"\no.Put_', "8000500C"),
        ("Set o = w.Get(\"IIsWebServerSetting='W3SVC/1'\")\no.ServerBindings = Array(w)\no.Put_", "80041005"),
    ],
)
def test_what_is_wrong_has_the_number_of_wmi(wmi, code, number_):
    """docs/behaviour.md, wmi-2, wmi-6 to wmi-13."""
    assert number(wmi, code) == number_


def test_put_writes_all_or_nothing_and_flags_say_what_may_be(wmi, home):
    """docs/behaviour.md, wmi-10."""
    source = """
    Set c = w.Get("IIsWebDirectorySetting")
    Set o = c.SpawnInstance_ : o.Name = "W3SVC/1/ROOT/new" : o.AccessFlags = 1
    On Error Resume Next
    o.Put_ 1 : WScript.Echo Hex(Err.Number) : Err.Clear
    o.Put_ 2 : WScript.Echo Err.Number
    o.Put_ 2 : WScript.Echo Hex(Err.Number) : Err.Clear
    o.AccessFlags = Null : o.DefaultDoc = "a.htm" : o.Put_
    WScript.Echo Err.Number, w.Get("IIsWebDirectorySetting='LM/W3SVC/1/root/NEW'").DefaultDoc
    o.DefaultDoc = "b.htm" : o.MaxConnections = 1
    WScript.Echo Err.Number : Err.Clear
    o.Refresh_
    WScript.Echo o.DefaultDoc, UBound(GetObject("IIS://localhost/W3SVC/1").GetDataPaths("AccessFlags", 0))
    """
    assert wmi(source) == ["80041002", "0", "80041019", "0 a.htm", "438", "a.htm 0"]


def test_a_path_object_takes_a_path_apart(wmi):
    """docs/behaviour.md, wmi-6."""
    source = """
    Set p = CreateObject("WbemScripting.SWbemObjectPath")
    p.Path = "\\\\.\\root\\MicrosoftIISv2:IIsWebServer='W3SVC/1'"
    WScript.Echo p.Class, p.Keys(""), p.Keys.Count, p.IsClass, p.RelPath, p.Namespace, p.Server
    p.Path = "IIsWebServer" : WScript.Echo p.IsClass, p.Keys.Count
    """
    assert wmi(source) == [
        'IIsWebServer W3SVC/1 1 0 IIsWebServer="W3SVC/1" root\\MicrosoftIISv2 .',
        "-1 0",
    ]


def test_associations_go_both_ways(wmi):
    """docs/behaviour.md, wmi-12."""
    source = """
    For Each o In w.Get("IIsWebVirtualDir='W3SVC/1/ROOT'").Associators_ : WScript.Echo o.Path_.Class, o.Name : Next
    For Each o In w.AssociatorsOf("IIsWebServerSetting='W3SVC/1'") : WScript.Echo o.Path_.Class, o.Name : Next
    q = "references of {IIsWebServer='W3SVC/1'} where ResultClass = IIsWebService_IIsWebServer Role = PartComponent"
    For Each o In w.ExecQuery(q) : WScript.Echo o.GroupComponent : Next
    For Each o In w.ExecQuery("associators of {IIsWebServer='W3SVC/1'} where ClassDefsOnly") : WScript.Echo o.Path_.Class : Next
    """
    assert wmi(source) == [
        "IIsWebVirtualDirSetting W3SVC/1/ROOT",
        "IIsWebServer W3SVC/1",
        "IIsWebServer W3SVC/1",
        'IIsWebService.Name="W3SVC"',
        *("IIsWebServerSetting", "IIsFilters", "IIsCertMapper", "IIsWebVirtualDir", "IIsWebService"),
    ]


def test_a_service_says_what_windows_says_of_it(wmi):
    """docs/behaviour.md, wmi-8."""
    source = "Set s = w.Get(\"IIsWebService='W3SVC'\")\nWScript.Echo s.State, s.StartMode, s.GetCurrentMode"
    assert wmi(source) == ["Stopped Auto 1"]
