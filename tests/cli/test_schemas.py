"""`schema export`."""

from __future__ import annotations

from adsiis.adsi.namespace import use_store
from adsiis.formats.mbschema import text_of
from adsiis.metabase.metabase import open_metabase
from adsiis.schema import schema
from adsiis.schema.extending import create
from adsiis.schema.extension import PROPERTY, schema_of


def test_export_writes_the_schema_of_the_store(home, adsiis, tmp_path):
    """docs/behaviour.md, mbschema-1, schema-12."""
    store = open_metabase(home).store
    create(store, PROPERTY, "Mine", {})
    file = tmp_path / "MBSchema.xml"
    assert adsiis("schema", "export", file) == (0, f"wrote {file}\n", "")
    assert file.read_text(encoding="utf-8") == text_of(schema_of(store))
    assert 'InternalName="Mine" ID="130000"' in file.read_text(encoding="utf-8")


def test_export_prints_it_for_a_hyphen(home, adsiis):
    """docs/behaviour.md, mbschema-1."""
    use_store(home)
    assert adsiis("schema", "export", "-") == (0, text_of(schema()), "")


def test_a_file_that_is_there_stays_unless_it_may_be_replaced(home, adsiis, tmp_path):
    """docs/behaviour.md, cli-1."""
    file = tmp_path / "MBSchema.xml"
    file.write_text("mine")
    code, out, err = adsiis("schema", "export", file)
    assert (code, out, file.read_text()) == (1, "", "mine")
    assert err.startswith("adsiis: ")
    assert err.count("\n") == 1
    assert adsiis("schema", "export", "--overwrite", file).code == 0
    assert file.read_text(encoding="utf-8") == text_of(schema())


def test_help_tells_examples_and_exit_codes(adsiis):
    for words in (("schema",), ("schema", "export")):
        code, out, err = adsiis(*words, "--help")
        assert (code, err) == (0, "")
        assert "adsiis schema export MBSchema.xml" in out
        assert "Exit codes:" in out
