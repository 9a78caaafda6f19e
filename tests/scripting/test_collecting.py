"""collect.vbs: run by our own cscript on a tree of every kind, and taken in elsewhere."""

from __future__ import annotations

import hashlib
import hmac
import os

import msgspec
import pytest

from adsiis.cli import main
from adsiis.formats.collected import script_text
from adsiis.metabase.changes import CreateKey, SetRecords
from adsiis.metabase.metabase import close_metabase, create_metabase, open_metabase
from adsiis.metabase.record import BINARY, DWORD, INHERIT, SECURE, SERVER, Key, Record
from adsiis.schema import schema
from adsiis.schema.addresses import Addresses, encode
from adsiis.schema.fresh import fresh_keys
from scripting.calls import cscript

PASSWORD = "correct horse battery staple"
BARS = os.environ.get("ADSIIS_BARS") == "1"
NO_CLASS = {1028, 1030}
"""What a new store has at keys without a class, which the provider shows to nobody."""


def records(home):
    """Every key and record of a store, secure values opened."""
    metabase = open_metabase(home)
    with metabase.store.snapshot() as tree:
        return {
            key.path: {number: metabase.reveal(one) for number, one in key.records.items()}
            for key in tree.walk("/")
        }


def _keys():
    """The keys of a new store; unless all bars are asked for, without the longest lists."""
    for key in fresh_keys("iis6", "oldhost", ["nntp", "pop3", "imap"] if BARS else []):
        long = [n for n, one in key.records.items() if isinstance(one.data, tuple) and len(one.data) > 9]
        if BARS or not key.path.startswith("/LM/Logging/C"):
            short = {n: msgspec.structs.replace(key.records[n], data=key.records[n].data[:9]) for n in long}
            yield key if BARS else Key(key.path, key.records | short)


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """A store with all services, and with a value of every type, spelling and flag."""
    home = str(tmp_path_factory.mktemp("old") / "home")
    store = create_metabase(home, list(_keys())).store
    only = encode(Addresses((), ("10.0.0.1,255.255.255.255",), (), ("example.com",), by_default=False))
    values = {
        "ServerComment": "Grüße, 100 % \n\u6f22\uffff %u0041",
        "DefaultDoc": "",
        "HttpCustomHeaders": ("", "X: a b", "Y: %"),
        "ServerBindings": (),
        "MaxConnections": 0xFFFFFFFF,
        "IPSecurity": only,
        "SSLCertHash": bytes(range(256)),
        "LogFileDirectory": "%windir%\\Logs",
        "MimeMap": (".a,b/c", ".d,"),
        "AnonymousUserPass": "päss wörd",
    }
    site = [schema().record("KeyType", "IIsWebServer"), *(schema().record(*each) for each in values.items())]
    site.append(Record(6000, INHERIT, 77, DWORD, 5))
    directory = schema().record("KeyType", "IIsWebDirectory")
    store.commit([
        CreateKey("/LM/W3SVC/77", tuple(site)),
        CreateKey("/LM/W3SVC/77/ROOT/with blank/Zoë", (directory,)),
        CreateKey("/LM/W3SVC/77/ROOT/empty", ()),
        SetRecords("/LM/W3SVC/1", (Record(6286, SECURE | INHERIT, SERVER, BINARY, b"\0\1"),)),
    ])  # fmt: skip
    yield home
    close_metabase(home)


@pytest.fixture(scope="module")
def script(tmp_path_factory):
    """The script as a file."""
    file = tmp_path_factory.mktemp("script") / "collect.vbs"
    file.write_bytes(script_text().encode("ascii"))
    return file


@pytest.fixture(scope="module")
def sealed(full, script, tmp_path_factory):
    """What the script prints when it is asked for secrets."""
    done = cscript("//nologo", script, f"/password:{PASSWORD}", "/iterations:2", home=full)
    assert done.code == 0, done.err
    file = tmp_path_factory.mktemp("out") / "out.txt"
    file.write_text(done.out, newline="\r\n")
    return file


def test_a_full_tree_collected_is_equal_record_by_record(full, sealed, tmp_path):
    """docs/behaviour.md, collect-1 to collect-4."""
    new, secret = str(tmp_path / "new"), tmp_path / "secret.txt"
    secret.write_text(PASSWORD + "\n")
    assert main(["--home", new, "import", str(sealed), "--password-file", str(secret)]) == 0
    before, after = records(full), records(new)
    close_metabase(new)
    before["/"], root = {}, after.pop("/")
    assert after == {path: _without(found, NO_CLASS) for path, found in before.items() if path != "/"}
    assert root[1002].data == "IIS_ROOT"


def _without(found, numbers):
    return {number: one for number, one in found.items() if number not in numbers}


def test_without_secrets_nothing_secure_is_in_the_file(script, tmp_path):
    """docs/behaviour.md, collect-4."""
    home = str(tmp_path / "home")
    wanted = {"/LM", "/LM/W3SVC", "/LM/MSFTPSVC"}
    create_metabase(home, [key for key in fresh_keys("iis6", "oldhost") if key.path in wanted])
    done = cscript("//nologo", script, home=home)
    secrets = {
        one.data
        for found in records(home).values()
        for one in found.values()
        if one.attributes & SECURE and isinstance(one.data, str)
    }
    close_metabase(home)
    assert len(secrets) >= 4
    assert not [one for one in secrets if one in done.out]
    assert done.out.count("\nsecret =") >= 4
    assert " sealed " not in done.out


def test_an_import_says_what_is_left_out(sealed, tmp_path, capsys):
    """docs/behaviour.md, collect-4, collect-5."""
    home = str(tmp_path / "new")
    assert main(["--home", home, "import", str(sealed), "--dry-run"]) == 0
    told = capsys.readouterr()
    assert (
        "secure values are left out; give the password they are sealed with by --password-file." in told.err
    )
    assert "MD_IISADMIN_EXTENSIONS could not be read there" in told.err
    assert "would be in the store" in told.out


def test_a_wrong_password_changes_nothing(sealed, tmp_path, capsys):
    """docs/behaviour.md, collect-4."""
    home, secret = str(tmp_path / "new"), tmp_path / "secret.txt"
    secret.write_text("not the one it was\n")
    assert main(["--home", home, "import", str(sealed), "--password-file", str(secret)]) == 1
    assert "the password is not the one collect.vbs was given" in capsys.readouterr().err


def test_the_hash_of_the_script_is_the_one_of_everybody(tmp_path):
    """docs/behaviour.md, collect-4: PBKDF2 and HMAC with SHA-256, of any length."""
    text = script_text()
    own = [
        "FillTables: Iterations = 3: Dim a, b",
        'HmacStart WideBytes("pässword"), a, b',
        'WScript.Echo HexOf(Pbkdf2(a, b, Bytes("salt")))',
        'For Each n In Array(1, 56, 119): WScript.Echo HexOf(Hmac(a, b, Bytes(String(n, "x")))): Next',
        'HmacStart Bytes(String(65, "k")), a, b: WScript.Echo HexOf(Hmac(a, b, Bytes("x")))',
    ]
    head, _, tail = text.partition("\r\nMain\r\n")
    (tmp_path / "hash.vbs").write_text(
        "\r\n".join([head.replace("Option Explicit", ""), *own, tail]), newline=""
    )
    key = "pässword".encode("utf-16-le")
    assert [line.lower() for line in cscript("//nologo", tmp_path / "hash.vbs").lines] == [
        hashlib.pbkdf2_hmac("sha256", key, b"salt", 3).hex(),
        *(hmac.digest(key, b"x" * size, "sha256").hex() for size in (1, 56, 119)),
        hmac.digest(b"k" * 65, b"x", "sha256").hex(),
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [(("/password:short",), "at least 12 characters"), (("/secret",), "'/secret' is no option")],
)
def test_a_wrong_use_collects_nothing(script, full, words, told):
    """docs/behaviour.md, collect-1, collect-4."""
    done = cscript("//nologo", script, *words, home=full)
    assert (done.code, done.out) == (2, "")
    assert told in done.err


def test_the_password_is_asked_for(full, script):
    """docs/behaviour.md, collect-4."""
    done = cscript("//nologo", script, "/secrets", home=full, feed="too short\n")
    assert done.code == 2
    assert "The password to seal secure values with:" in done.err


def test_the_command_prints_the_script(capsysbinary):
    """docs/behaviour.md, collect-1."""
    assert main(["collect"]) == 0
    plain = capsysbinary.readouterr().out
    assert main(["collect", "--secrets"]) == 0
    asking = capsysbinary.readouterr().out
    assert plain.count(b"\r\n") == plain.count(b"\n") > 500
    assert plain.replace(b"ALWAYS_SECRETS = False", b"ALWAYS_SECRETS = True") == asking
    assert b" AnonymousUserPass:S " in plain
    assert b" AccessRead:- " in plain
