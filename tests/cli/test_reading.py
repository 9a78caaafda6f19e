"""`enum` and `get`."""

from __future__ import annotations

import os
import pty

import pytest

from adsiis.metabase.changes import SetRecords
from adsiis.metabase.metabase import open_metabase
from adsiis.metabase.record import FOREIGN, SECURE, STRING, Record
from adsiis.schema import schema
from cli.calls import process, started

FILE = """<?xml version="1.0"?>
<configuration xmlns="urn:microsoft-catalog:XML_Metabase_V64_0"><MBProperty>
<IIsComputer Location="/LM"></IIsComputer>
<IIsWebService Location="/LM/W3SVC"></IIsWebService>
<IIsWebServer Location="/LM/W3SVC/1" ServerComment="From a file" ServerBindings=":80:" Oddity="1">
</IIsWebServer>
</MBProperty></configuration>
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "MetaBase.xml"
    path.write_text(FILE)
    return path


def test_get_prints_the_bare_value(home):
    assert process("get", "W3SVC/1/ServerComment", home=home) == (0, "Default Web Site\n", "")


@pytest.mark.parametrize(
    ("path", "printed"),
    [
        ("/w3svc/1/servercomment", "Default Web Site\n"),
        ("IIS://localhost/W3SVC/1/ServerComment", "Default Web Site\n"),
        ("W3SVC/1/ROOT/ServerComment", "Default Web Site\n"),
        ("W3SVC/1/ServerBindings", "127.0.0.1:8080:\n"),
        ("W3SVC/1/ROOT/AccessRead", "True\n"),
        ("W3SVC/1/ROOT/AccessWrite", "False\n"),
        ("W3SVC/1/MaxConnections", "4294967295\n"),
        ("W3SVC/1/SecureBindings", "\n"),
    ],
)
def test_get_takes_every_form_of_path_and_prints_every_type(home, adsiis, path, printed):
    """docs/behaviour.md, cli-2, cli-4."""
    assert adsiis("get", path) == (0, printed, "")


def test_get_json_tells_type_and_origin(home, adsiis):
    assert adsiis("get", "W3SVC/1/ROOT/AllowKeepAlive", "--json").json == {
        "path": "/W3SVC/1/ROOT",
        "name": "AllowKeepAlive",
        "id": schema().property("AllowKeepAlive").id,
        "type": "BOOL",
        "value": True,
        "source": "inherited",
        "at": "/W3SVC",
    }


def test_get_verbose_says_the_same_in_words(home, adsiis):
    line = adsiis("get", "-v", "W3SVC/1/ROOT/ServerComment").out
    assert line.split(":", 1)[1] == ' (STRING) "Default Web Site"  [inherited from /W3SVC/1]\n'


def test_a_state_is_read_live_and_is_stopped_where_no_host_runs(home, adsiis):
    outcome = adsiis("get", "W3SVC/1/ServerState", "--json")
    assert (outcome.json["value"], outcome.json["source"]) == (4, "live")


def test_get_masks_a_secret_unless_it_is_asked_for(home, adsiis):
    """docs/behaviour.md, cli-8."""
    adsiis("set", "W3SVC/1/AnonymousUserPass", "open sesame")
    assert adsiis("get", "W3SVC/1/AnonymousUserPass").out == "**********\n"
    assert adsiis("get", "W3SVC/1/ROOT/AnonymousUserPass", "--json").json["value"] == "**********"
    assert adsiis("get", "W3SVC/1/AnonymousUserPass", "--show-secret").out == "open sesame\n"


def test_a_secret_of_another_machine_cannot_be_shown(home, adsiis):
    number = schema().property("AnonymousUserPass").id
    foreign = Record(number, SECURE, 1, STRING, "4e6f", form=FOREIGN)
    open_metabase(home).store.commit([SetRecords("/LM/W3SVC/1", (foreign,))])
    assert adsiis("get", "W3SVC/1/AnonymousUserPass").out == "**********\n"
    code, out, err = adsiis("get", "W3SVC/1/AnonymousUserPass", "--show-secret")
    assert (code, out) == (1, "")
    assert "encrypted by another machine" in err


def test_enum_lists_values_then_children(home, adsiis):
    lines = adsiis("enum", "W3SVC/1").out.splitlines()
    assert lines[0] == 'KeyType                         : (STRING) "IIsWebServer"'
    assert 'ServerComment                   : (STRING) "Default Web Site"' in lines
    assert lines[-3:] == ["[/W3SVC/1/Filters]", "[/W3SVC/1/IIsCertMapper]", "[/W3SVC/1/ROOT]"]


def test_enum_begins_at_the_top(home, adsiis):
    assert "[/W3SVC]" in adsiis("enum").out.splitlines()


def test_enum_json_has_the_key_as_an_object(home, adsiis):
    found = adsiis("enum", "W3SVC/1", "--json").json
    assert set(found) == {"path", "class", "properties", "children"}
    assert (found["path"], found["class"]) == ("/W3SVC/1", "IIsWebServer")


def test_enum_recursive_heads_each_key_with_its_path(home, adsiis):
    blocks = adsiis("enum", "-r", "W3SVC/1").out.split("\n\n")
    heads = [block.splitlines()[0] for block in blocks]
    assert heads[0] == "[/W3SVC/1]"
    assert "[/W3SVC/1/ROOT]" in heads
    assert [each["path"] for each in adsiis("enum", "-r", "W3SVC/1", "--json").json] == [
        h[1:-1] for h in heads
    ]


def test_enum_all_tells_where_values_come_from(home, adsiis):
    out = adsiis("enum", "--all", "W3SVC/1/ROOT").out
    assert "[inherited from /W3SVC]" in out
    assert "[default]" in out
    assert "[set at /W3SVC/1/ROOT]" in out


def test_enum_never_shows_a_secret(home, adsiis):
    adsiis("set", "W3SVC/1/AnonymousUserPass", "open sesame")
    for words in (["enum", "W3SVC/1"], ["enum", "-r", "--all", "--json"]):
        outcome = adsiis(*words)
        assert outcome.code == 0
        assert "open sesame" not in outcome.out


def test_enum_reads_a_file_without_a_store(tmp_path, file):
    """docs/behaviour.md, cli-3."""
    outcome = process("enum", "--file", file, "W3SVC/1", home=str(tmp_path / "none"))
    assert outcome.code == 0
    assert 'ServerComment                   : (STRING) "From a file"' in outcome.out.splitlines()
    assert not (tmp_path / "none").exists()


def test_enum_of_a_file_warns_on_standard_error_of_what_is_odd_in_it(file, adsiis):
    outcome = adsiis("enum", "--file", file, "--json")
    assert outcome.json["children"] == ["W3SVC"]
    assert outcome.err.startswith("adsiis: warning: ")
    assert "Oddity" in outcome.err


@pytest.mark.parametrize("content", [None, "", "<configuration><MBProperty>", "not XML at all", "\0\1\2"])
def test_a_file_that_cannot_be_read_is_one_line_and_exit_code_1(tmp_path, adsiis, content):
    file = tmp_path / "MetaBase.xml"
    if content is not None:
        file.write_text(content)
    code, out, err = adsiis("enum", "--file", file)
    assert (code, out) == (1, "")
    assert err.startswith(f"adsiis: {file}")
    assert err.count("\n") == 1


def test_a_pipe_that_closes_early_is_no_error_to_talk_about(home):
    """docs/behaviour.md, cli-1."""
    reader, writer = os.pipe()
    os.close(reader)
    enum = started("enum", "-r", "--all", home=home, stdout=writer)
    os.close(writer)
    assert enum.communicate(timeout=30)[1] == ""


def test_people_at_a_terminal_get_a_table_with_colours(home):
    ours, theirs = pty.openpty()
    shown = b""
    enum = started("enum", "W3SVC/1", home=home, stdout=theirs, TERM="xterm-256color", COLUMNS="100")
    os.close(theirs)
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:
        pass  # how Linux says that the other end is closed
    os.close(ours)
    assert enum.communicate(timeout=30)[1] == ""
    assert b"Property" in shown
    assert b"\x1b[" in shown


def test_what_goes_to_a_pipe_has_no_colours(home):
    assert "\x1b" not in process("enum", "W3SVC/1", home=home, FORCE_COLOR="1").out
