"""`export`: files that Windows, and version control, read."""

from __future__ import annotations

from adsiis.formats import metabase_xml


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
    from adsiis.metabase.metabase import open_metabase

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
