"""The habits of real administrators' scripts, each by its name: what they may rely on.

Every test runs a script by cscript against a fresh store.
"""

from __future__ import annotations

import socket

import pytest

SITE = 'Set site = GetObject("IIS://localhost/W3SVC/1")\n'
ROOT = 'Set root = GetObject("IIS://localhost/W3SVC/1/Root")\n'
NAMED = "Function Err4 : Err4 = Hex(Err.Number) : Err.Clear : End Function\n"


@pytest.fixture
def script(run, home):
    """What a script prints against the store; it must end without an error."""

    def script(text):
        done = run(text, home=home)
        assert done.err == ""
        return done.out.splitlines()

    return script


@pytest.mark.parametrize("machine", ["LocalHost", "LOCALHOST", "localhost", "127.0.0.1", ".", "", "{own}"])
def test_the_server_part_of_a_path_in_every_form(script, machine):
    """docs/behaviour.md, path-2."""
    machine = machine.format(own=socket.gethostname().partition(".")[0])
    assert script(f'WScript.Echo GetObject("IIS://{machine}/W3SVC/1").Class') == ["IIsWebServer"]


def test_the_computer_node_by_a_server_name_and_an_empty_rest(script):
    source = 'c = "LocalHost"\nSet o = GetObject("IIS://" & c & "")\nWScript.Echo o.Class\n'
    assert script(source + 'WScript.Echo GetObject("IIS://" & c & "/").Class') == [
        "IIsComputer",
        "IIsComputer",
    ]


def test_class_names_in_any_case(script):
    source = ROOT + 'Set d = root.Create("IISWebVirtualDir", "images")\nd.Path = "C:\\images"\nd.SetInfo\n'
    source += 'Set d = root.Create("iiswebdirectory", "docs")\nd.SetInfo\n'
    source += 'WScript.Echo root.GetObject("IISWEBVIRTUALDIR", "images").Class, d.Class\n'
    source += 'root.Delete "IISWebVirtualDIR", "images"\nWScript.Echo Err.Number'
    assert script(source) == ["IIsWebVirtualDir IIsWebDirectory", "0"]


def test_an_invented_class_is_refused_when_it_is_created(script):
    source = "On Error Resume Next\n" + NAMED + ROOT
    source += 'Set d = root.Create("IISVirtualDir", "x")\nWScript.Echo Err4\nd.SetInfo\nWScript.Echo Err4'
    assert script(source) == ["8000500F", "1A8"]


def test_nested_names_in_create(script):
    source = SITE + 'Set d = site.Create("IIsWebVirtualDir", "Root/images")\nd.Path = "C:\\i"\nd.SetInfo\n'
    source += 'WScript.Echo GetObject("IIS://localhost/W3SVC/1/Root/images").Path, d.Name'
    assert script(source) == ["C:\\i images"]


def test_integer_names_in_create_and_delete(script):
    source = 'Set w3svc = GetObject("IIS://localhost/W3SVC")\nSet s = w3svc.Create("IIsWebServer", 5)\n'
    source += 's.ServerComment = "five"\ns.SetInfo\nWScript.Echo GetObject("IIS://localhost/W3SVC/5").ServerComment\n'
    source += 'w3svc.Delete "IIsWebServer", 5\nOn Error Resume Next\n'
    source += 'Set s = GetObject("IIS://localhost/W3SVC/5")\nWScript.Echo Hex(Err.Number)'
    assert script(source) == ["five", "80070003"]


@pytest.mark.parametrize(
    "write",
    [
        'site.ServerBindings = Array(":8080:")',
        'site.ServerBindings = ":8080:"',
        'site.Put "ServerBindings", Array(":8080:")',
        'site.Put "ServerBindings", ":8080:"',
        'site.PutEx 2, "ServerBindings", Array(":8080:")',
        'Dim b(0)\nb(0) = ":8080:"\nsite.ServerBindings = b',
    ],
)
def test_server_bindings_written_in_each_way_and_read_as_an_array(script, write):
    source = SITE + write + "\nsite.SetInfo\n" + SITE
    source += "b = site.ServerBindings\nWScript.Echo IsArray(b), UBound(b), b(0)\n"
    source += 'For Each one In site.Get("ServerBindings") : WScript.Echo one : Next\n'
    source += 'WScript.Echo Join(site.GetEx("ServerBindings"), ",")'
    assert script(source) == ["-1 0 :8080:", ":8080:", ":8080:"]


def test_the_name_of_a_site_compared_with_a_number(script):
    """docs/behaviour.md, vbs-22."""
    source = 'For Each site In GetObject("IIS://localhost/W3SVC")\n'
    source += "  If site.Name <> 1 Then others = others + 1 Else first = first & site.Class\nNext\n"
    assert script(source + "WScript.Echo first, others > 2") == ["IIsWebServer -1"]


def test_names_of_sites_made_into_numbers_to_find_the_next_free_one(script):
    source = 'n = 1\nFor Each site In GetObject("IIS://localhost/W3SVC")\n'
    source += '  If site.Class = "IIsWebServer" Then\n    If CInt(site.Name) >= n Then n = site.Name + 1\n'
    assert script(source + "  End If\nNext\nWScript.Echo n") == ["2"]


@pytest.mark.parametrize("value", ['"True"', '"true"', "-1", "True", "1"])
def test_booleans_written_as_text_and_as_numbers(script, value):
    source = ROOT + f"root.AccessWrite = {value}\nroot.SetInfo\n" + ROOT
    assert script(source + "WScript.Echo root.AccessWrite, root.AccessFlags And 2") == ["-1 2"]


def test_flags_read_by_name_and_as_bits(script):
    source = ROOT + "root.AccessFlags = 513\nroot.SetInfo\n" + ROOT
    source += "WScript.Echo root.AccessRead, root.AccessScript, root.AccessWrite, root.AccessFlags And 512\n"
    source += "root.AccessScript = False\nroot.SetInfo\n" + ROOT + "WScript.Echo root.AccessFlags"
    assert script(source) == ["-1 -1 0 512", "1"]


MIME = """
Set o = GetObject("IIS://localhost/W3SVC/1/Root")
maps = o.MimeMap
n = UBound(maps) + 1
ReDim Preserve maps(n)
Set maps(n) = CreateObject("MimeMap")
maps(n).Extension = ".log"
maps(n).MimeType = "text/plain"
{write}
o.SetInfo
For Each m In GetObject("IIS://localhost/W3SVC/1/Root").MimeMap
  WScript.Echo m.Extension & "," & m.MimeType
Next
"""


@pytest.mark.parametrize(
    "write", ["o.MimeMap = maps", 'o.Put "MimeMap", maps', 'o.PutEx 2, "MimeMap", maps', 'o.PutEx 3, "MimeMap", maps']
)  # fmt: skip
def test_a_mime_map_read_grown_and_written_back(script, write):
    assert script(MIME.format(write=write))[-1] == ".log,text/plain"


def test_a_mime_map_of_the_computer(script):
    source = (
        'Set o = GetObject("IIS://localhost/MimeMap")\nmaps = o.GetEx("MimeMap")\nbefore = UBound(maps)\n'
    )
    source += 'ReDim Preserve maps(before + 1)\nSet maps(before + 1) = CreateObject("MimeMap")\n'
    source += (
        'maps(before + 1).Extension = ".x9"\nmaps(before + 1).MimeType = "a/b"\no.PutEx 2, "MimeMap", maps\n'
    )
    source += 'o.SetInfo\nWScript.Echo UBound(GetObject("IIS://localhost/MimeMap").MimeMap) - before'
    assert script(source) == ["1"]


@pytest.mark.parametrize("put", ["root.IPSecurity = ips", 'root.Put "IPSecurity", ips'])
def test_ip_security_taken_changed_and_put_back(script, put):
    source = ROOT + "Set ips = root.IPSecurity\ndenied = ips.IPDeny\nn = UBound(denied) + 1\n"
    source += 'ReDim Preserve denied(n)\ndenied(n) = "10.0.0.1,255.255.255.255"\nips.IPDeny = denied\n'
    source += (
        put
        + "\nroot.SetInfo\n"
        + ROOT
        + "WScript.Echo root.IPSecurity.IPDeny()(0), root.IPSecurity.GrantByDefault"
    )
    assert script(source) == ["10.0.0.1,255.255.255.255 -1"]


def test_a_relay_list_taken_changed_and_put_back(script):
    source = 'Set smtp = GetObject("IIS://localhost/SMTPSVC")\nSet smtp = smtp.Create("IIsSmtpServer", "9")\n'
    source += "smtp.SetInfo\nSet list = smtp.RelayIpList\nlist.GrantByDefault = False\n"
    source += 'list.IPGrant = Array("127.0.0.1,255.255.255.255")\nsmtp.RelayIpList = list\nsmtp.SetInfo\n'
    source += 'WScript.Echo GetObject("IIS://localhost/SMTPSVC/9").RelayIpList.IPGrant()(0)'
    assert script(source) == ["127.0.0.1,255.255.255.255"]


def test_delete_called_as_a_function_with_a_result(script):
    source = ROOT + 'Set d = root.Create("IIsWebVirtualDir", "x")\nd.SetInfo\n'
    source += (
        'result = root.Delete("IIsWebVirtualDir", "x")\nWScript.Echo IsEmpty(result)\nOn Error Resume Next\n'
    )
    source += 'Set d = root.GetObject("IIsWebVirtualDir", "x")\nWScript.Echo Hex(Err.Number)'
    assert script(source) == ["-1", "80070003"]


@pytest.mark.parametrize(
    "call", ["root.SetInfo", "root.SetInfo()", "Call root.SetInfo", "Call root.SetInfo()"]
)
def test_set_info_with_and_without_brackets_and_before_anything_changed(script, call):
    source = ROOT + f'{call}\nroot.DefaultDoc = "a.htm"\n{call}\n' + ROOT + "WScript.Echo root.DefaultDoc"
    assert script(source) == ["a.htm"]


def test_enum_backups_gives_name_version_place_and_date_through_its_arguments(script):
    """docs/behaviour.md, vbs-15."""
    source = NAMED + 'Set c = GetObject("IIS://localhost")\nc.Backup "one", 0, 0\nc.Backup "one", 1, 0\n'
    source += 'On Error Resume Next\nindex = 0\nDo\n  c.EnumBackups "", index, version, name, stamp\n'
    source += "  If Err.Number <> 0 Then Exit Do\n"
    source += "  WScript.Echo name, version, TypeName(stamp)\n  index = index + 1\nLoop\nWScript.Echo Err4"
    lines = script(source)
    assert lines == ["one 0 Date", "one 1 Date", "80070103"]


def test_the_end_of_enum_backups_by_its_number(script):
    source = 'Set c = GetObject("IIS://localhost")\nOn Error Resume Next\n'
    source += 'Do While True\n  c.EnumBackups "", i, v, l, d\n  If Err.Number = &H80070103 Then Exit Do\n  i = i + 1\n'
    assert script(source + 'Loop\nWScript.Echo "end", Err.Number = -2147024637') == ["end -1"]


def test_a_backup_that_is_not_there_is_error_2(script):
    source = 'On Error Resume Next\nGetObject("IIS://localhost").DeleteBackup "nothing", 1\n'
    assert script(source + "WScript.Echo Err.Number = &H80070002") == ["-1"]


@pytest.mark.parametrize("number", ["&H80070003", "-2147024893"])
def test_a_node_that_is_missing_by_its_number(script, number):
    source = 'On Error Resume Next\nSet o = GetObject("IIS://localhost/W3SVC/77")\n'
    source += f'If Err.Number = {number} Then WScript.Echo "missing"\nErr.Clear\n'
    source += 'Set o = GetObject("IIS://localhost/W3SVC/1")\nIf Err <> 0 Then WScript.Echo "never"'
    assert script(source) == ["missing"]


def test_a_property_that_is_not_there_by_its_number(script):
    """Scripts in the manner of adsutil tell 0x80005006 from 0x80005000."""
    source = "On Error Resume Next\n" + NAMED + SITE
    source += (
        'x = site.Get("NoSuchProperty")\nWScript.Echo Err4\nSet o = GetObject("IIS:")\nWScript.Echo Err4\n'
    )
    assert script(source + 'Set o = GetObject("IIS:localhost")\nWScript.Echo Err4') == [
        "80005006",
        "0",
        "80005000",
    ]


def test_for_each_over_a_service_meets_more_than_sites(script):
    source = 'For Each child In GetObject("IIS://localhost/W3SVC")\n  WScript.Echo child.Name & "=" & child.Class\nNext'
    met = script(source)
    assert {"1=IIsWebServer", "Info=IIsWebInfo", "AppPools=IIsApplicationPools", "Filters=IIsFilters"} <= set(
        met
    )


def test_the_namespace_object_of_installers(script):
    source = (
        'Set ns = CreateObject("IISNamespace")\nSet w = ns.GetObject("IIsWebService", "localhost/W3SVC")\n'
    )
    source += 'WScript.Echo w.Class\nSet s = w.GetObject("IIsWebServer", "1")\nSet r = s.GetObject("IIsWebVirtualDir", "Root")\n'
    assert script(source + "WScript.Echo r.Class, LCase(r.ADsPath)") == [
        "IIsWebService",
        "IIsWebVirtualDir iis://localhost/w3svc/1/root",
    ]


def test_an_object_let_go_and_checked_by_is_nothing(script):
    source = SITE + "Set site = Nothing\nWScript.Echo site Is Nothing, IsObject(site)\n"
    source += 'Set found = Nothing\nFor Each s In GetObject("IIS://localhost/W3SVC")\n'
    source += (
        '  If s.Class = "IIsWebServer" Then Set found = s : Exit For\nNext\nWScript.Echo Not found Is Nothing'
    )
    assert script(source) == ["-1 -1", "-1"]


def test_a_missing_text_file_does_not_make_a_script_loop_for_ever(script):
    source = 'On Error Resume Next\nSet fso = CreateObject("Scripting.FileSystemObject")\n'
    source += 'Set f = fso.OpenTextFile("no such file.txt", 1)\nWScript.Echo Err.Number\n'
    assert script(source + "Err.Clear\nline = f.ReadLine\nWScript.Echo Err.Number") == ["53", "424"]


def test_applications_made_by_each_of_the_methods(script):
    source = (
        ROOT
        + "root.AppCreate2 2\nWScript.Echo root.AppGetStatus2 >= 0, root.AppIsolated\nroot.AppCreate True\n"
    )
    source += 'WScript.Echo root.AppIsolated\nroot.AppFriendlyName = "Shop"\nroot.SetInfo\nroot.AppUnload\nroot.AppDelete\n'
    source += "WScript.Echo root.AppIsolated >= 0"
    assert len(script(source)) == 3


def test_script_maps_read_changed_and_written(script):
    source = ROOT + "maps = root.ScriptMaps\nfound = False\nFor i = 0 To UBound(maps)\n"
    source += '  If LCase(Left(maps(i), 5)) = ".asp," Then found = True\nNext\nReDim Preserve maps(UBound(maps) + 1)\n'
    source += 'maps(UBound(maps)) = ".foo,C:\\foo.dll,5,GET"\nroot.ScriptMaps = maps\nroot.SetInfo\n' + ROOT
    assert script(source + "m = root.ScriptMaps\nWScript.Echo found, m(UBound(m))") == [
        "-1 .foo,C:\\foo.dll,5,GET"
    ]


def test_schema_objects_told_apart_by_syntax_and_several_values(script):
    source = (
        'Set p = GetObject("IIS://localhost/Schema/ServerBindings")\nWScript.Echo p.Syntax, p.MultiValued\n'
    )
    source += 'Set c = GetObject(GetObject("IIS://localhost/W3SVC/1").Schema)\n'
    source += "WScript.Echo c.Name, UBound(c.MandatoryProperties) >= -1, UBound(c.OptionalProperties) > 50"
    lines = script(source)
    assert lines[1] == "IIsWebServer -1 -1"
    assert lines[0].endswith("-1")


def test_data_paths_listed_by_property(script):
    source = SITE + 'For Each path In site.GetDataPaths("Path", 1)\n  WScript.Echo path\nNext'
    assert "IIS://localhost/W3SVC/1/Root" in [line.replace("/ROOT", "/Root") for line in script(source)]


def test_a_script_without_a_site_started_goes_on_after_an_error(script):
    source = SITE + "On Error Resume Next\nsite.Stop\nWScript.Echo Err.Number <> 0\nErr.Clear\n"
    assert script(source + "WScript.Echo site.ServerState, site.Status >= 0")[0] == "-1"


def test_a_script_that_takes_the_provider_for_wmi_goes_on_with_its_errors(script):
    """Caption, Description and SettingID are no properties here: 0x80005006, read, set or put."""
    source = "On Error Resume Next\n" + NAMED + SITE
    for statement in ("x = site.Caption", "site.Description = 1", 'site.Put "SettingID", "x"'):
        source += f"{statement}\nWScript.Echo Err4\n"
    assert script(source + "site.SetInfo\nWScript.Echo Err.Number") == [*["80005006"] * 3, "0"]


def test_what_every_object_tells_of_itself(script):
    source = (
        ROOT + "WScript.Echo root.Name, root.Class, root.KeyType, LCase(root.ADsPath), LCase(root.Parent)\n"
    )
    source += (
        'WScript.Echo LCase(root.Schema), Left(root.GUID, 1) & Len(root.GUID)\nWScript.Echo root.Get("Path")'
    )
    assert script(source) == [
        "ROOT IIsWebVirtualDir IIsWebVirtualDir iis://localhost/w3svc/1/root iis://localhost/w3svc/1",
        "iis://localhost/schema/iiswebvirtualdir {38",
        "C:\\Inetpub\\wwwroot",
    ]


def test_whether_a_value_is_inherited_before_it_is_set_and_after(script):
    """docs/behaviour.md, attribute-3."""
    source = ROOT + 'root.DefaultDocFooter = "a"\nroot.SetInfo\nSet d = root.Create("IIsWebDirectory", "d")\n'
    source += 'd.SetInfo\nFunction Told : Told = d.GetPropertyAttribObj("DefaultDocFooter").Isinherit : End Function\n'
    source += 'before = Told\nd.DefaultDocFooter = "b"\nd.SetInfo\nWScript.Echo before, Told\n'
    assert script(source + 'd.PutEx 1, "DefaultDocFooter", ""\nd.SetInfo\nWScript.Echo Told') == [
        "-1 0",
        "-1",
    ]


def test_the_index_of_a_property_that_is_an_array(script):
    source = SITE + 'site.ServerBindings = Array(":80:", ":81:")\nsite.SetInfo\n'
    source += 'WScript.Echo site.ServerBindings()(1), site.Get("ServerBindings")(0), site.GetEx("ServerBindings")(1)'
    assert script(source) == [":81: :80: :81:"]


def test_keys_copied_and_moved(script):
    source = ROOT + 'Set d = root.Create("IIsWebDirectory", "a")\nd.SetInfo\n'
    source += 'Set copy = root.CopyHere("a", "b")\nWScript.Echo copy.Name, copy.Class\n'
    source += 'Set moved = root.MoveHere("b", "c")\nWScript.Echo moved.Name\nOn Error Resume Next\n'
    assert script(
        source + 'Set gone = root.GetObject("IIsWebDirectory", "b")\nWScript.Echo Hex(Err.Number)'
    ) == [
        "b IIsWebDirectory",
        "c",
        "80070003",
    ]


def test_a_machine_that_cannot_be_reached_is_an_error_of_the_network(script):
    source = (
        'On Error Resume Next\nSet o = GetObject("IIS://nosuchmachine/W3SVC")\nWScript.Echo Hex(Err.Number)'
    )
    assert script(source) == ["800706BA"]


def test_a_backup_with_a_password_wants_the_password(script):
    source = 'Set c = GetObject("IIS://localhost")\nc.BackupWithPassword "p", 0, 0, "right"\nOn Error Resume Next\n'
    source += 'c.RestoreWithPassword "p", 0, 0, "wrong"\nWScript.Echo Hex(Err.Number)\nErr.Clear\n'
    assert script(source + 'c.RestoreWithPassword "p", 0, 0, "right"\nWScript.Echo Err.Number') == [
        "8007052B",
        "0",
    ]


def test_a_state_is_waited_for_with_a_limit(script):
    source = (
        SITE
        + "n = 0\nDo Until site.ServerState = 2 Or n = 3\n  WScript.Sleep 1\n  n = n + 1\nLoop\nWScript.Echo n"
    )
    assert script(source) == ["3"]


def test_records_of_extensions_are_added_and_taken_away(script):
    source = 'Set w = GetObject("IIS://localhost/W3SVC")\n'
    source += 'w.AddExtensionFile "C:\\x.dll", True, "GROUP", True, "An extension"\nw.DeleteExtensionFileRecord "C:\\x.dll"\n'
    source += 'For Each r In w.WebSvcExtRestrictionList\n  If InStr(r, "x.dll") Then WScript.Echo r\nNext\nWScript.Echo "done"'
    assert script(source) == ["done"]


def test_a_page_of_usage_and_a_line_read_from_the_terminal(run, home):
    source = 'If WScript.Arguments.length = 0 Then\n  WScript.StdOut.Write "Site: "\n  n = WScript.StdIn.ReadLine\n'
    source += 'End If\nWScript.StdOut.WriteLine GetObject("IIS://localhost/W3SVC/" & n).Class'
    assert run(source, feed="1\n", home=home).out == "Site: IIsWebServer\n"
