"""`cert add`, `list` and `remove`, and `site counters`."""

from __future__ import annotations

import io
import os
import stat

import pytest

from adsiis.metabase.changes import SetRecords
from adsiis.metabase.metabase import open_metabase
from adsiis.w3svc.counters import Counts
from w3svc.certs import made

HOST = made("www.example")


@pytest.fixture
def pem(tmp_path):
    """A certificate with its key in one file."""
    path = tmp_path / "both.pem"
    path.write_bytes(HOST.pem + HOST.key)
    return str(path)


def test_a_certificate_is_kept_and_its_site_uses_it(home, adsiis, pem):
    """docs/behaviour.md, tls-3."""
    outcome = adsiis("cert", "add", pem, "--site", "Default Web Site")
    assert outcome == (0, f"added certificate {HOST.hash} (CN=www.example)\nsite 1 uses it\n", "")
    assert adsiis("get", "W3SVC/1/SSLCertHash").out == f"{HOST.hash.lower()}\n"
    assert adsiis("get", "W3SVC/1/SSLStoreName").out == "MY\n"
    path = os.path.join(home, "certs", "MY", f"{HOST.hash}.pem")
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600


def test_certificates_are_listed_and_removed(home, adsiis, pem):
    """docs/behaviour.md, tls-3."""
    assert adsiis("cert", "add", pem, "--json").json["hash"] == HOST.hash
    listed = adsiis("cert", "list", "--json").json
    assert [(one["hash"], one["store"], one["names"]) for one in listed] == [
        (HOST.hash, "MY", ["www.example"])
    ]
    assert adsiis("cert", "list").out.split("\t")[0] == HOST.hash
    assert adsiis("cert", "remove", HOST.hash.lower()).out == f"removed certificate {HOST.hash} from MY\n"
    assert adsiis("cert", "list", "--json").json == []


def test_a_locked_key_of_its_own_file_takes_a_password(home, adsiis, tmp_path, monkeypatch):
    """docs/behaviour.md, tls-3."""
    for name, data in (("one.pem", HOST.pem), ("one.key", HOST.locked_key("geheim"))):
        (tmp_path / name).write_bytes(data)
    words = ("cert", "add", tmp_path / "one.pem", "--key", tmp_path / "one.key")
    assert adsiis(*words).code == 1
    monkeypatch.setattr("sys.stdin", io.StringIO("geheim\n"))
    assert adsiis(*words, "--password").code == 0


def test_what_is_wrong_is_said_and_nothing_is_kept(home, adsiis, tmp_path, pem):
    """docs/behaviour.md, tls-3."""
    (tmp_path / "old.pem").write_bytes((old := made("old.example", days=(-9, -1))).pem + old.key)
    outcome = adsiis("cert", "add", tmp_path / "old.pem")
    assert (outcome.code, outcome.out) == (1, "")
    assert "was valid until" in outcome.err
    assert adsiis("cert", "add", pem, "--site", "Nowhere").code == 1
    assert "There is no certificate 00" in adsiis("cert", "remove", "00").err
    assert adsiis("cert", "list", "--json").json == []


def test_counters_are_read_from_the_volatile_tree(home, adsiis):
    """docs/behaviour.md, counter-2."""
    counts = Counts(2000, 30_000, 400, 5, 6, 7, 4.0)
    open_metabase(home).volatile.commit([SetRecords("/LM/W3SVC/1", (counts.record(),), make=True)])
    assert adsiis("site", "counters").out == "1\tDefault Web Site\t2,000\t30,000\t400\t5\t6\t7\t2.0\n"
    shown = adsiis("site", "counters", "1", "--json").json
    assert [(one["id"], one["requests"], one["seconds"]) for one in shown] == [(1, 2000, 4.0)]


def test_a_site_that_did_nothing_shows_nothing(home, adsiis):
    """docs/behaviour.md, counter-2."""
    assert adsiis("site", "counters", "W3SVC/1").out == "1\tDefault Web Site\t0\t0\t0\t0\t0\t0\t-\n"
    assert adsiis("site", "counters", "9").code == 1
