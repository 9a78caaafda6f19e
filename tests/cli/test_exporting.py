"""`export`: files that Windows, and version control, read."""

from __future__ import annotations

import os
import sys

import pytest

from adsiis.cli import main
from adsiis.cli.sources import tree_named
from adsiis.formats import metabase_xml
from adsiis.metabase.metabase import open_metabase


def test_the_whole_tree_becomes_a_metabase_file_without_secrets(home, adsiis, tmp_path):
    """docs/behaviour.md, xml-11."""
    file = tmp_path / "MetaBase.xml"
    assert adsiis("set", "W3SVC/AnonymousUserPass", "s3cret").code == 0
    done = adsiis("export", "--xml", file)
    assert done.code == 0
    first, second = done.out.splitlines()
    assert first.endswith(f"keys written to {file}.")
    assert second == "Secure values left out: 5; --password-file takes them along, encrypted."
    content = file.read_bytes()
    assert b"s3cret" not in content
    assert b"AnonymousUserPass" not in content
    paths = [key.path for key in metabase_xml.read(content).keys]
    assert {"/", "/LM", "/LM/W3SVC/1/ROOT"} <= set(paths)


def test_a_password_takes_the_secrets_along(home, adsiis, tmp_path):
    """docs/behaviour.md, xml-11."""
    from adsiis.formats.exports import import_any

    (tmp_path / "word").write_text("open sesame\n")
    adsiis("set", "W3SVC/AnonymousUserPass", "s3cret")
    assert (
        adsiis("export", "W3SVC", "--xml", tmp_path / "a.xml", "--password-file", tmp_path / "word").code == 0
    )
    assert b"s3cret" not in (tmp_path / "a.xml").read_bytes()
    adsiis("set", "W3SVC/AnonymousUserPass", "other")
    import_any(open_metabase(home), str(tmp_path / "a.xml"), password="open sesame")
    assert adsiis("get", "W3SVC/AnonymousUserPass", "--show-secret").out == "s3cret\n"


def test_json_for_version_control_is_the_same_every_time(home, adsiis, tmp_path):
    """docs/behaviour.md, xml-12."""
    assert adsiis("export", "W3SVC/1", "--tree", tmp_path / "a", "--json").json["path"] == "/W3SVC/1"
    adsiis("export", "W3SVC/1", "--tree", tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_it_says_where_to(home, adsiis, tmp_path):
    assert adsiis("export").code == 2
    assert adsiis("export", "W3SVC/99", "--xml", tmp_path / "x").code == 1
    adsiis("export", "--xml", tmp_path / "x")
    assert "is there already" in adsiis("export", "--xml", tmp_path / "x").err


EXPORTS = [
    ("metabase", "export", "W3SVC"),
    ("export", "W3SVC", "--xml"),
    ("export", "W3SVC", "--tree"),
]
exporting = pytest.mark.parametrize("words", EXPORTS, ids=["keys", "xml", "tree"])


@exporting
@pytest.mark.parametrize("more", [(), ("--json",)], ids=["", "json"])
def test_a_hyphen_is_standard_output_which_gets_the_file_and_nothing_else(
    home, capfdbinary, monkeypatch, tmp_path, words, more
):
    """docs/behaviour.md, cli-13."""
    monkeypatch.chdir(tmp_path)
    assert main([*words, "-", *more]) == 0
    out, err = capfdbinary.readouterr()
    assert b'"file": "-"' in err if more else err.startswith(b"Secure values left out: ")
    assert os.listdir(tmp_path) == ["home"]
    (tmp_path / "out").write_bytes(out)
    with tree_named(home, str(tmp_path / "out")) as tree:
        assert tree.key("/LM/W3SVC/1/ROOT") is not None


@exporting
def test_an_export_that_fails_writes_nothing_to_standard_output(home, adsiis, words):
    """docs/behaviour.md, cli-13."""
    code, out, err = adsiis(*(word.replace("W3SVC", "W3SVC/99") for word in words), "-")
    assert (code, out) == (1, "")
    assert err == "adsiis: There is no key /LM/W3SVC/99.\n"


@exporting
def test_a_terminal_gets_no_export(home, adsiis, monkeypatch, words):
    """docs/behaviour.md, cli-13."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    code, out, err = adsiis(*words, "-")
    assert (code, out) == (2, "")
    assert err.startswith("adsiis: Standard output is a terminal")


@exporting
def test_a_pipe_is_refused_and_the_file_behind_a_link_is_replaced(home, adsiis, tmp_path, words):
    """docs/behaviour.md, backup-12."""
    pipe, link, file = tmp_path / "pipe", tmp_path / "link", tmp_path / "file"
    os.mkfifo(pipe)
    link.symlink_to("file")
    file.write_text("mine")
    code, _, err = adsiis(*words, pipe, "--overwrite")
    assert (code, err) == (1, f"adsiis: {pipe} is a named pipe, not a file: nothing was written.\n")
    assert pipe.is_fifo()
    assert adsiis(*words, link, "--overwrite").code == 0
    assert link.is_symlink()
    assert file.read_bytes()[:4] != b"mine"
