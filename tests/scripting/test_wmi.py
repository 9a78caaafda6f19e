"""WMI as far as administration scripts need it."""

from __future__ import annotations

import pytest

SERVICES = 'Set w = GetObject("winmgmts:{impersonationLevel=impersonate}!\\\\.\\root\\cimv2")\n'


@pytest.mark.parametrize(
    "name",
    [
        "winmgmts:",
        "winmgmts:\\\\.\\root\\cimv2",
        "WinMgmts://./root/cimv2",
        "winmgmts:{impersonationLevel=impersonate}",
        "winmgmts:{impersonationLevel=impersonate,(Shutdown)}!\\\\localhost\\root\\CIMV2",
        "winmgmts:root\\cimv2",
    ],
)
def test_a_namespace_has_many_names(run, name):
    """docs/behaviour.md, wmi-1."""
    source = (
        f'For Each o In GetObject("{name}").InstancesOf("Win32_ComputerSystem")\nWScript.Echo o.Domain\nNext'
    )
    assert run(source).out == "WORKGROUP\n"


def test_queries_select_objects(run):
    """docs/behaviour.md, wmi-2 to wmi-4."""
    source = (
        SERVICES
        + """
    For Each o In w.ExecQuery("Select * from Win32_OperatingSystem")
      WScript.Echo o.Caption, o.Version, o.Properties_("Version").Value, o.properties_.Count > 10
    Next
    Set r = w.ExecQuery("SELECT Name FROM Win32_Service WHERE Name = 'W3SVC' OR DisplayName LIKE 'IIS%'")
    WScript.Echo r.Count
    For Each o In r : WScript.Echo o.Name, o.State, o.StartMode : Next
    For Each o In w.ExecQuery("select * from Win32_Service where Name='W3SVC' and Started=TRUE") : WScript.Echo 1 : Next
    WScript.Echo GetObject("winmgmts:Win32_Service.Name='w3svc'").DisplayName
    WScript.Echo w.Get("Win32_Service='IISADMIN'").StopService, w.Get("Win32_Service.Name='W3SVC'").StopService()
    Set l = CreateObject("WbemScripting.SWbemLocator").ConnectServer(".", "root\\cimv2")
    WScript.Echo l.InstancesOf("Win32_OperatingSystem").Count
    """
    )
    lines = run(source).lines
    assert lines[0] == "Microsoft Windows Server 2003 5.2.3790 5.2.3790 -1"
    assert lines[1] == "2"
    assert lines[-3:] == ["World Wide Web Publishing Service", "5 5", "1"]


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ('For Each o In w.ExecQuery("select * from Win32_Printer") : Next', "80041010"),
        ('For Each o In w.InstancesOf("Nope") : Next', "80041010"),
        ("Set o = w.Get(\"Win32_Service.Name='nope'\")", "80041002"),
        ('Set o = w.ExecQuery("choose")', "80041017"),
        ('Set o = w.ExecQuery("select * from Win32_Service where Nope=1")', "80041017"),
        ('Set o = GetObject("winmgmts:\\\\OTHER\\root\\cimv2")', "800706BA"),
        ('Set o = GetObject("winmgmts:{a")', "800401E4"),
    ],
)
def test_what_is_not_there_is_an_error(run, code, number):
    """docs/behaviour.md, wmi-1 to wmi-3."""
    assert run(f"{SERVICES}On Error Resume Next\n{code}\nWScript.Echo Hex(Err.Number)").out == number + "\n"


def test_the_registry_is_read_through_arguments(run):
    """docs/behaviour.md, wmi-5, vbs-15."""
    source = """
    Option Explicit
    Const HKLM = &H80000002
    Dim r, keys, names, types, v, k
    Set r = GetObject("winmgmts:{impersonationLevel=impersonate}!\\\\.\\root\\default:StdRegProv")
    WScript.Echo r.CreateKey(HKLM, "SOFTWARE\\Contoso\\Web"), r.SetStringValue(HKLM, "SOFTWARE\\Contoso", "Name", "Shop")
    WScript.Echo r.SetDWORDValue(HKLM, "SOFTWARE\\Contoso", "Port", 80), r.SetMultiStringValue(HKLM, "SOFTWARE\\Contoso", "L", Array("a", "b"))
    WScript.Echo r.GetStringValue(HKLM, "SOFTWARE\\Contoso", "Name", v), v
    r.GetDWORDValue HKLM, "SOFTWARE\\Contoso", "Port", v : WScript.Echo v + 1
    r.GetMultiStringValue HKLM, "SOFTWARE\\Contoso", "L", v : WScript.Echo Join(v, "+")
    WScript.Echo r.GetStringValue(HKLM, "SOFTWARE\\Contoso", "nope", v), IsNull(v)
    WScript.Echo r.EnumKey(HKLM, "SOFTWARE\\Contoso", keys) : For Each k In keys : WScript.Echo k : Next
    r.EnumValues HKLM, "SOFTWARE\\Contoso", names, types : WScript.Echo UBound(names), names(0), types(1)
    WScript.Echo r.DeleteValue(HKLM, "SOFTWARE\\Contoso", "Port"), r.DeleteKey(HKLM, "SOFTWARE\\Contoso"), r.EnumKey(HKLM, "SOFTWARE\\Contoso", keys)
    """
    assert run(source).lines == ["0 0", "0 0", "0 Shop", "81", "a+b", "2 -1", "0", "Web", "2 Name 4", "0 0 2"]
