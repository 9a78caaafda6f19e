"""`iisweb`: what it prints and what it leaves in the tree."""

from __future__ import annotations

import pytest

from admin.said import key, script
from adsiis.admin import iisweb
from adsiis.iisext.creating_sites import number_of
from adsiis.schema.constants import ServerState

run = iisweb.run
NUMBER = number_of("Rooms")

MADE = f"""\
Server            = TESTHOST
Site Name         = Rooms
Metabase Path     = W3SVC/{NUMBER}
IP                = ALL UNASSIGNED
Host              = NOT SPECIFIED
Port              = 80
Root              = C:\\Rooms
Status            = STOPPED
"""

TABLE = """\
Site Name (Metabase Path)                     Status  IP              Port  Host
==============================================================================
Default Web Site (W3SVC/1)                    STOPPED 127.0.0.1       8080  N/A
"""


def test_a_site_is_made_with_its_folder_and_its_defaults(metabase):
    """docs/behaviour.md, scripts-6, scripts-7, scripts-10: without a host it stays stopped."""
    assert script(run, "/create", r"C:\Rooms", "Rooms") == (0, MADE, "")
    root = key(f"W3SVC/{NUMBER}/ROOT")
    assert (root.Path, root.AuthFlags, root.EnableDefaultDoc, root.DirBrowseFlags, root.AccessFlags) == (
        r"C:\Rooms",
        5,
        True,
        0x4000003E,
        513,
    )
    assert key(f"W3SVC/{NUMBER}").ServerBindings == (":80:",)
    assert "AppPoolId" not in str(root.GetDataPaths("AppPoolId", 0))
    assert (metabase.folder.drive_c + "/Rooms").startswith("/")


def test_its_binding_its_pool_and_its_folder_are_as_the_options_say(metabase, tmp_path):
    """docs/behaviour.md, scripts-10."""
    words = ("/i", "10.0.0.1", "/b", "8081", "/d", "rooms.example.com", "/ap", "Rooms pool")
    found = script(run, "/create", r"C:\Deep\Rooms", "Rooms", *words)
    assert "IP                = 10.0.0.1\nHost              = rooms.example.com\n" in found.out
    assert key(f"W3SVC/{NUMBER}").ServerBindings == ("10.0.0.1:8081:rooms.example.com",)
    assert key(f"W3SVC/{NUMBER}/ROOT").AppPoolId == "Rooms pool"
    assert (tmp_path / "home" / "drive_c" / "Deep" / "Rooms").is_dir()


def test_with_a_host_a_new_site_is_started_unless_it_shall_not(metabase, host):
    """docs/behaviour.md, scripts-6."""
    assert script(run, "/create", r"C:\Rooms", "Rooms").out.endswith("Status            = STARTED\n")
    assert script(run, "/create", r"C:\R2", "R2", "/dontstart").out.endswith("Status            = STOPPED\n")
    assert [verb for _, verb in host.seen] == ["start"]


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", ""])
def test_a_port_that_is_none_makes_no_site(metabase, port):
    """docs/behaviour.md, scripts-2."""
    found = script(run, "/create", r"C:\Rooms", "Rooms", "/b", port)
    assert (found.code, found.out) == (1, f'"{port}" is no port: it goes from 1 to 65535.\n')
    assert str(NUMBER) not in metabase.store.view.children("/LM/W3SVC")


def test_the_query_is_a_table_with_a_line_for_every_binding(metabase):
    """docs/behaviour.md, scripts-8."""
    assert script(run, "/query") == (0, TABLE, "")
    site = key("W3SVC/1")
    site.ServerBindings = (":80:", "[::1]:81:www.example.com")
    site.SetInfo()
    last = script(run, "/query", "default web site").out.splitlines()[2:]
    assert last == [
        "Default Web Site (W3SVC/1)                    STOPPED ALL UNASSIGNED  80    N/A",
        "                                                      [::1]           81    www.example.com",
    ]


def test_a_site_has_its_name_and_its_path_and_a_name_of_several_is_refused(metabase):
    """docs/behaviour.md, scripts-4."""
    assert script(run, "/query", "/W3SVC/1/").out == script(run, "/query", "DEFAULT WEB SITE").out
    assert script(run, "/query", "No such").out == 'There is no site "No such".\n'
    assert script(run, "/query", "w3svc/99").out == 'There is no site "w3svc/99".\n'
    script(run, "/create", r"C:\x", "Default Web Site")
    found = script(run, "/query", "Default Web Site")
    assert found.code == 1
    assert "is the name of several sites: say which of W3SVC/1, W3SVC/" in found.out


STARTED, STOPPED, PAUSED = ServerState.STARTED, ServerState.STOPPED, ServerState.PAUSED


@pytest.mark.parametrize(
    ("state", "verb", "code", "text", "sent"),
    [
        (STOPPED, "start", 0, "Server W3SVC/1 has been STARTED", "start"),
        (PAUSED, "start", 0, "Server W3SVC/1 has been STARTED", "continue"),
        (STARTED, "start", 0, "Server W3SVC/1 is already STARTED", None),
        (STARTED, "stop", 0, "Server W3SVC/1 has been STOPPED", "stop"),
        (PAUSED, "stop", 0, "Server W3SVC/1 is PAUSED and cannot be STOPPED from there.", None),
        (STARTED, "pause", 0, "Server W3SVC/1 has been PAUSED", "pause"),
        (STOPPED, "pause", 0, "Server W3SVC/1 is STOPPED and cannot be PAUSED from there.", None),
        (ServerState.STOPPING, "start", 1, None, None),
    ],
)
def test_a_command_depends_on_the_state(host, state, verb, code, text, sent):
    """docs/behaviour.md, scripts-5."""
    host.set_state("/LM/W3SVC/1", state)
    found = script(run, f"/{verb}", "Default Web Site")
    assert found.code == code
    assert text is None or found.out == text + "\n"
    assert host.seen == ([("/LM/W3SVC/1", sent)] if sent else [])


def test_starting_without_a_host_is_the_provider_s_error(metabase):
    """docs/behaviour.md, scripts-2."""
    found = script(run, "/start", "W3SVC/1")
    assert found.code == 1
    assert found.out.startswith("Error 0x80070426: ")


def test_sites_are_deleted_and_their_folders_stay(metabase, tmp_path):
    """docs/behaviour.md, scripts-10."""
    script(run, "/create", r"C:\Rooms", "Rooms")
    assert script(run, "/delete", "rooms").out == f"Server W3SVC/{NUMBER} has been DELETED\n"
    assert str(NUMBER) not in metabase.store.view.children("/LM/W3SVC")
    assert (tmp_path / "home" / "drive_c" / "Rooms").is_dir()
