"""ADsPaths, and the keys they name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.adsi import names
from adsiis.adsi.errors import BadPathnameError

PART = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="/"), min_size=1, max_size=40
)


@pytest.mark.parametrize(
    ("adspath", "machine", "key"),
    [
        ("IIS://localhost/W3SVC/1/Root", "localhost", "/LM/W3SVC/1/Root"),
        ("iis://LOCALHOST/w3svc", "LOCALHOST", "/LM/w3svc"),
        ("IIS://localhost/W3SVC/", "localhost", "/LM/W3SVC"),
        ("  IIS://localhost/W3SVC \t", "localhost", "/LM/W3SVC"),
        ("IIS://localhost/W3SVC/ ", "localhost", "/LM/W3SVC"),
        ("IIS://localhost", "localhost", "/LM"),
        ("IIS://localhost/", "localhost", "/LM"),
        ("IIS://", "", "/LM"),
        ("IIS:///W3SVC", "", "/LM/W3SVC"),
        ("IIS://./W3SVC", ".", "/LM/W3SVC"),
        (
            "IIS://localhost/Logging/W3C Extended Log File Format",
            "localhost",
            "/LM/Logging/W3C Extended Log File Format",
        ),
        ("IIS://localhost/W3SVC/1/Root/Überblick", "localhost", "/LM/W3SVC/1/Root/Überblick"),
        ("IIS://localhost/schema/", "localhost", "/Schema"),
        ("iis://localhost/SCHEMA/Path", "localhost", "/Schema/Path"),
        ("IIS://localhost/Schemata", "localhost", "/LM/Schemata"),
        ("IIS://localhost/W3SVC/Schema", "localhost", "/LM/W3SVC/Schema"),
        ("IIS:", "IIS:", ""),
        (" iis:/ ", "IIS:", ""),
        ("ADS:", "ADs:", ""),
    ],
)
def test_an_adspath_is_a_machine_and_the_path_of_a_key(adspath, machine, key):
    """docs/behaviour.md, path-1."""
    assert names.parse(adspath) == names.Name(machine, key)


@pytest.mark.parametrize(
    "adspath",
    [
        "",
        "IIS",
        "IIS:/localhost/W3SVC",
        "WinNT://localhost",
        "localhost/W3SVC",
        "IIS://localhost//W3SVC",
        "IIS://localhost/W3SVC//1",
        "IIS://localhost/W3SVC//",
        "IIS://localhost/W3SVC/a\tb",
        "IIS://local\x00host",
        "IIS://localhost/W3SVC/" + "x" * 257,
        "IIS://localhost/W3SVC/\ud800",
    ],
)
def test_any_other_text_is_a_bad_pathname(adspath):
    """docs/behaviour.md, path-1."""
    with pytest.raises(BadPathnameError) as caught:
        names.parse(adspath)
    assert caught.value.hresult == 0x80005000 - (1 << 32)
    assert caught.value.path == adspath


def test_a_name_of_256_characters_is_allowed():
    """docs/behaviour.md, path-4."""
    assert names.parse("IIS://localhost/" + "x" * 256).key == "/LM/" + "x" * 256


@given(machine=PART, parts=st.lists(PART, max_size=4))
def test_an_adspath_given_back_leads_to_the_same_key(machine, parts):
    """docs/behaviour.md, path-2."""
    key = "/".join(["/LM", *parts])
    adspath = names.adspath(machine, key)
    if adspath == adspath.strip():
        assert names.parse(adspath) == names.Name(machine, key)
