"""Files made to do harm, or broken on their way: refused with line and column, in bounded memory and time."""

from __future__ import annotations

import subprocess
import sys

import pytest

from adsiis.formats.apphost import read as read_apphost
from adsiis.formats.errors import ApphostFileError, FormatError
from adsiis.formats.opening import LIMIT, read_tree

METABASE = """<?xml version="1.0"?>
<configuration xmlns="urn:microsoft-catalog:XML_Metabase_V64_0">
<MBProperty>
{}</MBProperty>
</configuration>
"""
APPHOST = """<?xml version="1.0"?>
<configuration>
<system.applicationHost><sites>
{}</sites></system.applicationHost>
</configuration>
"""
SCHEMA = """<?xml version="1.0"?>
<MetaData xmlns="x-schema:#Microsoft_Catalog_MetaData_Schema">
<DatabaseMeta InternalName="METABASE">
{}</DatabaseMeta>
</MetaData>
"""
KINDS = {"MetaBase.xml": METABASE, "applicationHost.config": APPHOST, "MBSchema.xml": SCHEMA}
BOMB = "<!DOCTYPE x [" + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 9}">' for n in range(1, 12)) + "]>"
OUTSIDE = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
DEEP = {
    "MetaBase.xml": '<IIsWebServer Location="/LM/W3SVC/1">' * 50_000,
    "applicationHost.config": "<site>" * 50_000,
    "MBSchema.xml": "<Collection>" * 50_000,
}
# Reads a file with no more than 400 MB of address space and 60 seconds of the processor; prints the error.
LIMITED = """
import resource, sys
from adsiis.formats.errors import FormatError
from adsiis.formats.opening import read_tree
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + (400 << 20),) * 2)
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
try:
    read_tree(sys.argv[1])
except FormatError as error:
    print(error)
"""


def refused(tmp_path, content):
    file = tmp_path / "file"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(FormatError) as caught:
        read_tree(str(file))
    error = caught.value
    place = f", line {error.line}, column {error.column}: " if error.line else ": "
    assert str(error).startswith(f"{file}{place}")
    assert "\n" not in str(error)
    return error


def said_with_little_memory(file):
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(file)], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("declared", [BOMB, OUTSIDE], ids=["bomb", "outside"])
def test_entities_are_refused_where_they_are_declared(tmp_path, kind, declared):
    """docs/behaviour.md, xml-2, xml-7."""
    whole = KINDS[kind].replace("?>\n", f"?>\n {declared}\n").format("&e11;&secret;")
    error = refused(tmp_path, whole)
    assert (error.line, error.column) == (2, 2)
    assert "a document type (DTD) stands here" in str(error)


def test_the_reader_of_a_config_takes_no_document_type_either():
    """docs/behaviour.md, apphost-6."""
    with pytest.raises(ApphostFileError, match="a document type") as caught:
        read_apphost(APPHOST.replace("?>\n", f"?>\n {OUTSIDE}\n").format("").encode())
    assert (caught.value.line, caught.value.column) == (2, 2)


@pytest.mark.parametrize("kind", KINDS)
def test_elements_in_elements_without_end_are_refused(tmp_path, kind):
    """docs/behaviour.md, xml-7."""
    error = refused(tmp_path, KINDS[kind].format(DEEP[kind]))
    assert error.line in {4, 5}
    assert error.column > 0


def test_lists_in_lists_without_end_are_refused(tmp_path):
    """docs/behaviour.md, xml-12."""
    refused(tmp_path, b'{"keys":' + b"[" * 200_000)


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_of_a_gigabyte_is_refused_where_it_begins(tmp_path, kind):
    """docs/behaviour.md, xml-13."""
    file = tmp_path / "file"
    with file.open("wb") as out:
        out.write(KINDS[kind].partition("{}")[0].encode() + b' <a b="')
        out.truncate(1 << 30)
    assert f"{file}, line 4, column 2: what begins here is longer than" in said_with_little_memory(file)


def test_a_gigabyte_of_json_is_refused(tmp_path):
    """docs/behaviour.md, xml-13."""
    file = tmp_path / "file"
    with file.open("wb") as out:
        out.write(b'{"format": "')
        out.truncate(1 << 30)
    assert f"{file}: it is larger than the {LIMIT:,} bytes allowed" in said_with_little_memory(file)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("encoded", "column", "words"),
    [
        (lambda text: text.encode("latin-1"), 6, "the bytes e9 20 2d 2d are not UTF-8"),
        (lambda text: text.encode("utf-16-le"), 1, "in UTF-16 without a byte order mark"),
        (lambda text: text.encode("utf-16-be"), 1, "in UTF-16 without a byte order mark"),
        (
            lambda text: text.replace("?>", ' encoding="KOI8-R"?>', 1).encode("koi8-r", "replace"),
            31,
            "the file says it is in 'KOI8-R'",
        ),
        (lambda text: text.encode("utf-16")[:-1], None, "are not UTF-16-LE"),
    ],
    ids=["latin", "little", "big", "declared", "cut"],
)
def test_another_encoding_is_refused_at_the_first_wrong_byte(tmp_path, kind, encoded, column, words):
    """docs/behaviour.md, xml-1, xml-7."""
    error = refused(tmp_path, encoded(KINDS[kind].format("<!-- é -->\n").rstrip("\n")))
    assert error.line in {1, 4, 6}
    assert words in str(error)
    assert error.column == (column or error.column)


def test_another_encoding_of_json_is_refused_at_the_first_wrong_byte(tmp_path):
    """docs/behaviour.md, xml-12."""
    error = refused(tmp_path, '{"format":\n "é"}'.encode("latin-1"))
    assert (error.line, error.column) == (2, 3)


def test_what_is_no_json_is_refused_where_it_stands(tmp_path):
    """docs/behaviour.md, xml-12."""
    error = refused(tmp_path, '{"format":"adsiis tree",\n "version":1, here:2}')
    assert (error.line, error.column) == (2, 15)


@pytest.mark.parametrize(
    ("content", "line", "column", "words"),
    [
        (METABASE.format('<IIsWebServer Location="/LM/W3SVC/1"/>\n <IIsWebDirectory Location="/lm/w3svc/1"/>\n'),
         5, 19, "this key stands in line 4 already"),
        (APPHOST.format('<site name="a" id="1"/>\n <site name="A"\n id="2"/>\n'),
         5, 2, "is another site's already"),
        (APPHOST.format('<!-- <site> -->\n  <site name="a" id="1"/><site name="b" id="1"/>\n'),
         5, 26, "is another site's already"),
        (SCHEMA.format('<Collection InternalName="A"/><Collection InternalName="A"/>\n'),
         4, 43, "the collection A stands in line 4 already"),
        ('{"format":"adsiis tree","version":1,"keys":[\n{"path":"/a","values":[]},\n{"path":"/A","values":[]}]}',
         3, 9, "the key /A stands there twice"),
        ('{"format":"adsiis tree","version":1,"keys":[\n{"path":"/a","values":[{"id":1,"type":"DWORD",\n"value":-1}]}]}',
         2, 9, "/a: the value of 1 is no DWORD"),
    ],
)  # fmt: skip
def test_what_may_stand_once_and_stands_twice_is_refused_where_it_stands_again(
    tmp_path, content, line, column, words
):
    """docs/behaviour.md, xml-7, apphost-6, xml-12."""
    error = refused(tmp_path, content)
    assert (error.line, error.column) == (line, column), str(error)
    assert words in str(error)


def test_numbers_and_names_nobody_knows_are_kept_and_told(tmp_path):
    """docs/behaviour.md, xml-6, xml-8."""
    custom = '<Custom Name="Odd" ID="99999" Value="5" Type="DWORD" UserType="7" Attributes="INHERIT | 64"/>'
    file = tmp_path / "file"
    file.write_text(
        METABASE.format(f'<IIsWebServer Location="/LM/W3SVC/1"\n Unheard="x">\n{custom}\n</IIsWebServer>\n')
    )
    found = read_tree(str(file))
    odd = found.keys[0].records[99999]
    assert (odd.name, odd.data, odd.user_type, odd.attributes) == ("Odd", 5, 7, 65)
    (warning,) = found.warnings
    assert warning.startswith(f"{file}, line 5: /LM/W3SVC/1, Unheard: the schema has no such property")


@pytest.mark.parametrize(
    "whole",
    [
        METABASE.format('<IIsWebServer Location="/LM/W3SVC/1"\n ServerComment="a">\n</IIsWebServer>\n'),
        APPHOST.format('<site name="a" id="1">\n<bindings/></site>\n'),
        SCHEMA.format('<Collection InternalName="A"\n>\n</Collection>\n'),
        '{"format":"adsiis tree","version":1,"keys":[\n{"path":"/a","values":[]}]}',
    ],
)
def test_a_file_cut_off_anywhere_is_refused_with_its_place(tmp_path, whole):
    """docs/behaviour.md, xml-7, apphost-6, mbschema-4, xml-12."""
    whole = whole.strip()
    for end in range(whole.index("\n") + 60, len(whole) - 1, 7):
        error = refused(tmp_path, whole[:end])
        assert 1 <= error.line <= whole.count("\n") + 1
        assert error.column > 0, str(error)
