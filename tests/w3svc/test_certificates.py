"""Certificates of a data folder: what is taken, how it is kept, what is refused."""

from __future__ import annotations

import os
import ssl
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.w3svc.certificates import CertificateError, Certificates
from w3svc.certs import made

AUTHORITY = made("authority", authority=True)
MIDDLE = made("middle", by=AUTHORITY, authority=True)
HOST = made("www.example", by=MIDDLE)
OTHER = made("other.example")


@pytest.fixture
def kept(tmp_path):
    return Certificates(str(tmp_path))


def test_what_is_added_is_one_file_that_only_its_owner_reads(kept, tmp_path):
    """docs/behaviour.md, tls-3."""
    added = kept.add(HOST.pem + HOST.key)
    path = tmp_path / "certs" / "MY" / f"{HOST.hash}.pem"
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(path.parent).st_mode) == 0o700
    assert (added.hash, added.store, added.names) == (HOST.hash, "MY", ("www.example",))
    assert kept.all() == [added]
    assert kept.path("", bytes.fromhex(HOST.hash)) == kept.path("my", bytes.fromhex(HOST.hash)) == str(path)
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(path)


def test_the_chain_is_put_into_its_order(kept, tmp_path):
    """docs/behaviour.md, tls-3."""
    kept.add(AUTHORITY.pem + MIDDLE.pem + OTHER.pem + HOST.pem, HOST.key)
    text = (tmp_path / "certs" / "MY" / f"{HOST.hash}.pem").read_bytes()
    assert text.endswith(HOST.pem + MIDDLE.pem + AUTHORITY.pem)
    assert OTHER.pem not in text


def test_a_key_may_be_locked_and_may_come_in_pkcs12(kept):
    """docs/behaviour.md, tls-3."""
    one = kept.add(HOST.pem, HOST.locked_key("geheim"), password="geheim")
    two = kept.add(HOST.pkcs12("geheim", MIDDLE), password="geheim", store="web hosting")
    assert (one.hash, two.hash, two.store) == (HOST.hash, HOST.hash, "WEB HOSTING")


@pytest.mark.parametrize(
    ("data", "key", "password", "words"),
    [
        (HOST.pem, OTHER.key, "", "belongs to none"),
        (HOST.pem, b"", "", "no key in PEM"),
        (HOST.pem, HOST.locked_key("a"), "b", "no key in PEM that can be read"),
        (b"nonsense", b"", "", "neither PEM nor PKCS #12"),
        (HOST.pkcs12("a"), b"", "b", "neither PEM nor PKCS #12"),
        (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", HOST.key, "", "no certificate"),
    ],
)
def test_what_does_not_fit_together_is_refused(kept, data, key, password, words):
    """docs/behaviour.md, tls-3."""
    with pytest.raises(CertificateError, match=words):
        kept.add(data, key, password=password)
    assert kept.all() == []


@pytest.mark.parametrize(
    ("days", "bits", "words"),
    [
        ((-30, -1), 0, "was valid until"),
        ((1, 30), 0, "is not valid before"),
        ((-1, 30), 1024, "has 1024 bits"),
    ],
)
def test_what_no_client_would_trust_is_refused(kept, days, bits, words):
    """docs/behaviour.md, tls-3."""
    bad = made("bad.example", days=days, bits=bits)
    with pytest.raises(CertificateError, match=words):
        kept.add(bad.pem, bad.key)


def test_an_authority_needs_no_key_and_no_site_can_use_it(kept):
    """docs/behaviour.md, tls-4."""
    kept.add(AUTHORITY.pem, store="root")
    assert [os.path.basename(path) for path in kept.authorities()] == [f"{AUTHORITY.hash}.pem"]
    assert kept.path("ROOT", bytes.fromhex(AUTHORITY.hash)) is None


def test_what_is_removed_is_gone_with_its_key(kept, tmp_path):
    """docs/behaviour.md, tls-3."""
    kept.add(HOST.pem, HOST.key)
    colons = ":".join(HOST.hash[at : at + 2].lower() for at in range(0, 40, 2))
    assert [one.hash for one in kept.remove(colons)] == [HOST.hash]
    assert os.listdir(tmp_path / "certs" / "MY") == []
    with pytest.raises(CertificateError, match="There is no certificate"):
        kept.remove(HOST.hash)


@given(st.one_of(st.text(max_size=20), st.sampled_from(["..", "../..", "MY/..", "/etc", "M\0Y", "A" * 65])))
def test_no_name_of_a_store_leads_out_of_the_folder(name):
    """docs/behaviour.md, tls-3."""
    path = Certificates("/home").path(name, bytes(20))
    assert path is None or os.path.dirname(os.path.dirname(os.path.normpath(path))) == "/home/certs"


@given(st.binary(max_size=40))
def test_only_a_hash_names_a_file(data):
    """docs/behaviour.md, tls-3."""
    assert (Certificates("/home").path("MY", data) is None) == (len(data) != 20)
