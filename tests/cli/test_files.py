"""`convert`, `verify`, `diff`, and files of any kind in the place of a store."""

from __future__ import annotations

import os
import shutil

import pytest

from adsiis.accounts import Users
from adsiis.formats import mbschema
from adsiis.metabase.metabase import open_metabase
from adsiis.metabase.record import Key
from adsiis.metabase.tree import MemoryTree
from adsiis.schema import extension as ext
from adsiis.schema.extending import record_of
from adsiis.schema.extension import schema_in, schema_of

SAMPLE = os.path.join(os.path.dirname(os.path.dirname(__file__)), "formats", "sample", "MetaBase.xml")
CONFIG = r"""<configuration><system.applicationHost><sites><site name="Shop" id="7">
<application path="/"><virtualDirectory path="/" physicalPath="C:\shop"/></application>
<bindings><binding protocol="http" bindingInformation="*:80:"/></bindings></site></sites>
</system.applicationHost></configuration>"""


@pytest.fixture
def config(tmp_path):
    file = tmp_path / "applicationHost.config"
    file.write_text(CONFIG)
    return file


@pytest.mark.parametrize("target", ["nginx", "caddy", "caddyfile", "apphost"])
def test_convert_writes_a_file_and_reports_what_it_cannot_say(adsiis, tmp_path, target):
    """docs/behaviour.md, convert-2."""
    code, out, err = adsiis("convert", "--file", SAMPLE, "--to", target, tmp_path / "out")
    assert (code, out) == (1, "")
    assert "contoso" in (tmp_path / "out").read_text()
    assert "adsiis: not said: /SMTPSVC *: only web sites are converted" in err
    again = adsiis("convert", "--file", SAMPLE, "--to", target, tmp_path / "out", "--overwrite", "--json")
    assert {"path", "property", "value", "why", "advice"} == set(again.json["unsaid"][0])


def test_convert_is_done_when_all_is_said(adsiis, tmp_path, config):
    """docs/behaviour.md, convert-2."""
    code, out, err = adsiis("convert", "--file", config, "--to", "apphost", "-")
    assert (code, err) == (0, "")
    assert '<site name="Shop" id="7">' in out


@pytest.mark.parametrize(
    "words",
    [
        ("--upstream", "W3SVC/1"),
        ("--upstream", "W3SVC/1/ROOT=http://x; evil"),
        ("--fastcgi", ".php=127.0.0.1:9000 {"),
        ("--port-map", "80=http"),
        ("--map", "nonsense"),
    ],
)
def test_an_option_that_says_nothing_is_wrong_usage(adsiis, tmp_path, words):
    assert adsiis("convert", "--file", SAMPLE, "--to", "nginx", tmp_path / "out", *words).code == 2


def test_diff_tells_lines_and_codes(adsiis, home, tmp_path):
    """docs/behaviour.md, diff-2."""
    file = tmp_path / "tree.json"
    assert adsiis("export", "--tree", file).code == 0
    adsiis("set", "W3SVC/1/ServerComment", "Other")
    code, out, _ = adsiis("diff", file, "live", "--path", "W3SVC/1")
    assert code == 1
    assert "- /W3SVC/1 ServerComment = Default Web Site\n+ /W3SVC/1 ServerComment = Other" in out
    (found,) = adsiis("diff", file, "--path", "W3SVC/1", "--json").json
    assert (found["before"], found["after"]) == ("Default Web Site", "Other")
    assert adsiis("diff", SAMPLE, SAMPLE) == (0, "", adsiis("diff", SAMPLE, SAMPLE).err)


def test_diff_reads_backups(adsiis, home):
    """docs/behaviour.md, diff-1."""
    adsiis("backup", "first")
    assert adsiis("diff", "backup:first", "live").code == 0
    adsiis("set", "W3SVC/1/ServerComment", "Other")
    assert adsiis("diff", "backup:first/0", "live").code == 1
    assert "no backup" in adsiis("diff", "backup:none", "live").err


def test_diff_reads_states_of_the_history_and_names_those_there_are(adsiis, home):
    """docs/behaviour.md, diff-1."""
    assert adsiis("diff", "history:9").err == "adsiis: There is no state 9.0 in the history: it is empty.\n"
    for comment in ("One", "Two"):
        adsiis("set", "W3SVC/1/ServerComment", comment)
        adsiis("metabase", "history", "keep")
    for name in ("history:9", "history:9.0"):
        outcome = adsiis("diff", name, "live")
        assert outcome == (1, "", "adsiis: There is no state 9.0 in the history: it has 1.0, 2.0.\n")
    assert "There is no state 1.2 in the history" in adsiis("diff", "history:1.2").err
    assert "- /W3SVC/1 ServerComment = One" in adsiis("diff", "history:1.0", "history:2").out
    assert adsiis("diff", "history:2", "live").code == 0


def test_diff_reads_any_revision_the_journal_has_the_values_of(adsiis, home):
    """docs/behaviour.md, diff-4."""
    store = open_metabase(home).store
    for comment in ("One", "Two", "Three"):
        adsiis("set", "W3SVC/1/ServerComment", comment)
    newest = store.view.key("/LM/W3SVC/1").revision
    (found,) = adsiis("diff", f"revision:{newest - 2}", f"revision:{newest - 1}", "--json").json
    assert (found["path"], found["before"], found["after"]) == ("/W3SVC/1", "One", "Two")
    assert adsiis("diff", f"revision:{newest}", "live") == (0, "", "")
    code, out, err = adsiis("diff", "revision:0")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "The tree of revision 0 cannot be had" in err


def test_of_a_file_nobody_is_said_to_have_changed_it(adsiis, home, config):
    """docs/behaviour.md, explain-3."""
    for words in (["W3SVC/7"], ["W3SVC/7", "ServerComment"]):
        code, out, _ = adsiis("explain", *words, "--file", config)
        assert code == 0
        assert "Shop" in out
        assert "changed" not in out
        assert "journal" not in out
        assert adsiis("explain", *words, "--file", config, "--json").json["changed"] is None
    assert "changed" in adsiis("explain", "W3SVC/1").out


def test_a_config_is_read_in_the_place_of_a_store(adsiis, config):
    """docs/behaviour.md, diff-1."""
    assert adsiis("get", "W3SVC/7/ServerComment", "--file", config).out == "Shop\n"
    assert "Shop" in adsiis("find", "shop", "--file", config).out
    assert "set here" in adsiis("explain", "W3SVC/7", "ServerComment", "--file", config).out
    assert adsiis("enum", "W3SVC/7/ROOT", "--file", config, "--json").json["class"] == "IIsWebVirtualDir"


def test_a_config_is_imported_and_a_dry_run_changes_nothing(adsiis, config, tmp_path):
    """docs/behaviour.md, apphost-1."""
    home = tmp_path / "new"
    found = adsiis("--home", home, "import", config, "--dry-run")
    assert "would be in the store" in found.out
    assert not home.exists()
    assert adsiis("--home", home, "import", config).code == 0
    assert adsiis("--home", home, "get", "W3SVC/7/ServerComment").out == "Shop\n"


def test_a_file_of_keys_comes_without_what_only_another_store_opens(adsiis, home, tmp_path):
    """docs/behaviour.md, diff-1, backup-4."""
    adsiis("set", "W3SVC/AnonymousUserPass", "s3cret")
    (tmp_path / "word").write_text("open sesame\n")
    file = tmp_path / "site.keys"
    assert adsiis("metabase", "export", "W3SVC", file, "--password-file", tmp_path / "word").code == 0
    done = adsiis("--home", tmp_path / "other", "import", file)
    assert done.code == 0
    assert "secure values are encrypted and left out" in done.err
    assert "AnonymousUserPass" not in adsiis("--home", tmp_path / "other", "enum", "W3SVC").out


def test_a_foreign_schema_is_taken_over(adsiis, home, tmp_path):
    """docs/behaviour.md, mbschema-5."""
    records = [record_of(ext.KIND, "Property"), record_of(ext.META_ID, 140_000), record_of(ext.TYPE, "DWORD")]
    foreign = schema_in(MemoryTree([Key("/Schema/ContosoLimit", {record.id: record for record in records})]))
    (tmp_path / "MBSchema.xml").write_text(mbschema.text_of(foreign))
    assert adsiis("import", tmp_path / "MBSchema.xml").code == 0
    assert adsiis("get", "W3SVC/1/ServerComment").out == "Default Web Site\n"
    known = schema_of(open_metabase(home).store).property("ContosoLimit")
    assert (known.id, known.type) == (140_000, "DWORD")


def test_verify_compares_as_one_who_signs_in(adsiis, home, tmp_path):
    """docs/behaviour.md, convert-5."""
    if shutil.which("nginx") is None:
        pytest.skip("nginx is not installed")
    (tmp_path / "secret").write_text("open sesame\n")
    (tmp_path / "users").write_text("alice:$2y$04$eiyIQexHw/h.L527W1h4auDhZn7FVFY524NSmaarnoXL04lpxT4Ya\n")
    adsiis("set", "W3SVC/1/ROOT/AuthFlags", "2")
    Users(str(home)).add("alice", "open sesame")
    who = ("--user", "alice", "--password-file", tmp_path / "secret")
    found = adsiis("verify", "--to", "nginx", "--users", tmp_path / "users", *who, "-n", 12, "--json")
    assert (found.code, found.json["requests"], found.json["same"]) == (0, 12, 12)
    assert adsiis("verify", "--to", "nginx", "--user", "alice").code == 2


def test_verify_names_a_server_that_is_not_here(adsiis, home, monkeypatch):
    """docs/behaviour.md, convert-5."""
    monkeypatch.setenv("PATH", "/nowhere")
    code, _, err = adsiis("verify", "--to", "caddy")
    assert (code, "caddy is not on this machine" in err) == (1, True)
