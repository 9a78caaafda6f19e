"""Scripts in the manner of those that administrators published, each run unchanged by `adsiis python`."""

from __future__ import annotations

import os

import pytest

from adsiis import ADSIError


def test_sites_are_listed_with_their_bindings_and_states(run):
    """docs/behaviour.md, shim-2."""
    assert run("list_sites.py") == ["1: Default Web Site [127.0.0.1:8080:] stopped"]


def test_a_site_is_created_and_its_port_is_then_taken(run, node, tmp_path):
    folder = str(tmp_path / "shop")
    assert run("create_site.py", "Shop", "8081", folder) == ["Site 2 is there, but did not start: 0x80070426"]
    assert (node("W3SVC/2").ServerBindings, node("W3SVC/2/ROOT").Path) == ((":8081:",), folder)
    assert node("W3SVC/2/ROOT").AppRoot == "/LM/W3SVC/2/Root"
    assert run("create_site.py", "Again", "8081", folder, code=2) == ["Port 8081 is taken by site 2"]


def test_a_site_is_found_by_its_comment_and_deleted(run, node):
    """docs/behaviour.md, shim-4: children without the property are passed over by getattr."""
    assert run("delete_site.py", "default web site") == ["Deleted IIS://./W3SVC/1"]
    with pytest.raises(ADSIError):
        node("W3SVC/1")
    assert run("delete_site.py", "Default Web Site", code=1) == []


def test_a_virtual_directory_that_is_there_is_brought_up_to_date(run, node):
    """docs/behaviour.md, shim-3: the error unpacks, and its number is ERROR_ALREADY_EXISTS."""
    lines = [run("virtual_directory.py", "1", "images", folder) for folder in ("C:\\old", "C:\\new")]
    assert [line[0].split()[0] for line in lines] == ["created", "updated"]
    assert node("W3SVC/1/ROOT/images").Path == "C:\\new"
    assert node("W3SVC/1/ROOT/images").AccessScript is True


def test_a_script_map_is_added_beside_the_others_and_taken_away(run, node):
    before = node("W3SVC/1/ROOT").ScriptMaps
    added = run("script_maps.py", "add", ".php", "C:\\php.dll", "-v", "GET", "-v", "POST")
    assert added == [".php,C:\\php.dll,5,GET,POST", "1 map for .php beside others: True"]
    assert run("script_maps.py", "--site", "1", "remove", ".php")[-1].startswith("0 map")
    assert node("W3SVC/1/ROOT").ScriptMaps == before


def test_mime_types_are_objects_made_by_dispatch(run, node):
    """docs/behaviour.md, shim-8."""
    assert run("mime_types.py", ".zzz=text/zzz", ".htm=text/other") == ["1 more; text/zzz, text/other"]
    kinds = {entry.Extension: entry.MimeType for entry in node("MimeMap").MimeMap}
    assert (kinds[".zzz"], kinds[".htm"]) == ("text/zzz", "text/other")


def test_addresses_are_granted_through_the_object_of_restrictions(run, node):
    words = ("W3SVC/1/ROOT", "10.0.0.1", "10.0.0.2")
    assert run("restrict.py", *words) == ["False 2 0"]
    assert run("restrict.py", *words) == ["False 2 0"]
    assert node("W3SVC/1/ROOT").IPSecurity.GrantByDefault is False


def test_a_pool_is_made_and_gets_an_application(run, node):
    lines = run("app_pools.py", "Night", "1/ROOT")
    assert lines == [
        "Night 20 ('03:00', '15:00')",
        "Night ['/LM/W3SVC/1/ROOT/']",
        "no pool to delete: 0x80070003",
        "DefaultAppPool, Night",
    ]
    assert node("W3SVC/AppPools/Night").PeriodicRestartTime == 0


def test_an_installer_with_a_package_beside_it_installs_and_removes(run, node):
    """docs/behaviour.md, shim-5: what lies beside a script can be imported."""
    path = "IIS://LocalHost/W3SVC/1/ROOT/gateway"
    for _ in range(2):
        assert run("installer.py", "install") == [f"installed {path} .gw"]
        assert run("installer.py", "remove") == ["removed"]
    assert run("installer.py", "remove") == ["was not installed"]
    assert "PyGateway" not in node("W3SVC/1/Filters").FilterLoadOrder
    assert run("installer.py", code=64) == []


def test_backups_are_enumerated_by_a_tuple_until_the_error_that_ends_them(run):
    """docs/behaviour.md, shim-2: what comes back through out-parameters is a tuple."""
    assert run("backups.py", "mine") == ["mine 0 True"]
    assert run("backups.py", "mine")[-1] == "mine 1 True"
    assert run("backups.py", "mine")[-2:] == ["mine 2 True", "dropped 0"]


def test_an_audit_goes_over_the_paths_where_a_property_is_set(run, node):
    root = node("W3SVC/1/ROOT")
    root.AccessWrite = True
    root.SetInfo()
    lines = run("audit.py")
    assert any(line.startswith("ROOT (IIsWebVirtualDir): AccessWrite") for line in lines)
    assert lines[-1].endswith(" places")


def test_flags_and_their_number_are_one(run, node):
    assert run("log_settings.py", "%windir%\\Logs") == ["IIS 6 True", "C:\\WINDOWS\\Logs 0x4587"]
    assert node("W3SVC").LogExtFileUserAgent is False


def test_uploads_are_enabled_by_the_sample_extension(run, node):
    """docs/behaviour.md, bits-1, bits-2, bits-3, plugin-2."""
    assert run("uploads.py", "up") == ["True False 4294967296", "1209600 None", "False"]
    assert node("W3SVC/1/ROOT/up").BITSMaximumUploadSize == "4294967296"


def test_a_machine_is_asked_for_its_names_and_services(run):
    """docs/behaviour.md, shim-6."""
    assert run("machine_report.py") == [
        "True True",
        "(5, 2) C:\\WINDOWS\\system32",
        "W3SVC is stopped",
        "True OpenService The specified service does not exist as an installed service.",
    ]


def test_failures_look_as_scripts_look_at_them(run):
    """docs/behaviour.md, shim-3, shim-4."""
    assert run("failures.py") == [
        "80070003 The system cannot find the path specified. None None",
        "800706BA The RPC server is unavailable. None None",
        "800401E4 Invalid syntax None None",
        "True Exception occurred. Active Directory",
        "80005006 None",
        "8000500C",
        "attribute True",
        "attribute True",
        "Invalid number of parameters.",
        "Invalid class string",
        "Access is denied.",
    ]


def test_the_schema_tells_what_a_class_has(run):
    assert run("schema_report.py", "IIsWebServer") == [
        "IIsWebServer Class True []",
        "ServerComment String False",
        "ServerBindings List True",
        "MaxConnections Integer False",
        "AccessRead Boolean False",
    ]


def test_files_are_put_where_windows_paths_are_here(run, home):
    """docs/behaviour.md, shim-7, shim-8."""
    pytest.importorskip("ASPPY")
    folder = os.path.join(home, "drive_c", "Inetpub", "wwwroot")
    os.makedirs(folder)
    assert run("files_and_folders.py") == ["True -1", "False True", "C:\\WINDOWS C:\\Inetpub\\wwwroot"]
    assert os.listdir(folder) == ["copy.htm"]


def test_a_site_is_made_by_wmi(run, node):
    """docs/behaviour.md, wmi-7, wmi-9 to wmi-11, shim-8."""
    pytest.importorskip("ASPPY")
    lines = run("wmi_sites.py", "Shop", "8090", "C:\\shop")
    assert lines == ["Shop [('8090', ''), ('8090', 'www.example.com')]", "0x80041002 SWbemObjectEx"]
    site = next(each for each in node("W3SVC") if getattr(each, "ServerComment", "") == "Shop")
    assert site.ServerBindings == (":8090:", ":8090:www.example.com")
    application = node(f"W3SVC/{site.Name}/ROOT/app")
    assert (application.Path, application.AppIsolated) == ("C:\\shop\\app", 2)
