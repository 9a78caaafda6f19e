"""What AccessSSLFlags asks of a connection, and what a client's certificate is good for."""

import logging

import pytest
from cryptography.hazmat.primitives import serialization

from adsiis.iisext.certificate_records import ACCOUNT, CERTIFICATE, ENABLED, NAME, PASSWORD
from adsiis.metabase.record import Key
from adsiis.w3svc.access import revoked
from w3svc.access.certificates import connected, data_of, revoked_by
from w3svc.access.clients import ROOT, SITE, World, basic, users_of
from w3svc.certs import made
from w3svc.world import age, put, site, tree_of

SSL, NEGOTIATE, REQUIRE, MAP, SSL128 = 0x8, 0x20, 0x40, 0x80, 0x100


@pytest.fixture(scope="module")
def authority():
    return made("our authority", authority=True)


@pytest.fixture
def world(tmp_path):
    web = tmp_path / "web"
    web.mkdir()
    (web / "a.htm").write_text("a")
    age(web / "a.htm")
    made = World(tree_of(site(1, web, [":80:"])), tmp_path)
    yield made
    made.close()


def change(world, path=ROOT, **values):
    put(world.tree, path, **values)
    world.forget(path)


def map_certificate(world, identity, account, *, number=1, enabled=1):
    path = f"{SITE}/IIsCertMapper/Mappings/{number}"
    records = [
        CERTIFICATE.record(data_of(identity)),
        ACCOUNT.record(account),
        PASSWORD.record(""),
        NAME.record("n"),
        ENABLED.record(enabled),
    ]
    world.tree.add(Key(f"{SITE}/IIsCertMapper", {}))
    world.tree.add(Key(f"{SITE}/IIsCertMapper/Mappings", {}))
    world.tree.add(Key(path, {record.id: record for record in records}))
    world.forget(path)


def test_a_place_for_tls_refuses_a_request_without(world, authority, tmp_path):
    """docs/behaviour.md, access-3."""
    tls = connected(tmp_path, authority)
    for _ in range(3):
        assert world.ask("/a.htm").status == (200, 0)
    change(world, AccessSSLFlags=SSL)
    for _ in range(3):
        assert world.ask("/a.htm").status == (403, 4)
        assert world.ask("/a.htm", tls=tls).status == (200, 0)
    change(world, AccessSSLFlags=0)
    assert world.ask("/a.htm").status == (200, 0)


class WeakCipher:
    """A TLS side with a cipher that no library offers any more."""

    def cipher(self):
        return "EXP-RC4-MD5", "TLSv1.0", 40

    def getpeercert(self, binary_form):
        return None


def test_a_place_for_strong_ciphers_refuses_weak_ones_and_none(world, authority, tmp_path):
    """docs/behaviour.md, access-3."""
    change(world, AccessSSLFlags=SSL128)
    assert world.ask("/a.htm").status == (403, 5)
    assert world.ask("/a.htm", tls=WeakCipher()).status == (403, 5)
    for ciphers in (None, "ECDHE-ECDSA-AES128-GCM-SHA256"):
        assert world.ask("/a.htm", tls=connected(tmp_path, authority, ciphers=ciphers)).status == (200, 0)
    change(world, AccessSSLFlags=SSL | SSL128)
    assert world.ask("/a.htm").status == (403, 4)


def test_a_place_for_certificates_refuses_clients_without(world, authority, tmp_path):
    """docs/behaviour.md, access-3."""
    alice = made("alice", by=authority)
    change(world, AccessSSLFlags=NEGOTIATE | REQUIRE)
    assert world.ask("/a.htm").status == (403, 7)
    assert world.ask("/a.htm", tls=connected(tmp_path, authority)).status == (403, 7)
    assert world.ask("/a.htm", tls=connected(tmp_path, authority, alice)).status == (200, 0)
    change(world, AccessSSLFlags=NEGOTIATE)
    assert world.ask("/a.htm", tls=connected(tmp_path, authority)).status == (200, 0)


@pytest.mark.parametrize("days", [(-3, -2), (2, 3)], ids=["past", "future"])
def test_a_certificate_is_good_in_its_time_only(world, authority, tmp_path, days):
    """docs/behaviour.md, access-3."""
    tls = connected(tmp_path, authority, made("alice", by=authority, days=days))
    for flags in (NEGOTIATE, REQUIRE, MAP):
        change(world, AccessSSLFlags=flags)
        assert world.ask("/a.htm", tls=tls).status == (403, 17)
    change(world, AccessSSLFlags=SSL)
    assert world.ask("/a.htm", tls=tls).status == (200, 0)


@pytest.mark.parametrize("form", [serialization.Encoding.PEM, serialization.Encoding.DER])
def test_a_revoked_certificate_is_refused(world, authority, tmp_path, monkeypatch, form):
    """docs/behaviour.md, access-6."""
    monkeypatch.setattr(revoked, "LOOK_SECONDS", 0.0)
    alice, bob = made("alice", by=authority), made("bob", by=authority)
    alices, bobs = (connected(tmp_path, authority, one) for one in (alice, bob))
    change(world, AccessSSLFlags=REQUIRE)
    assert world.ask("/a.htm", tls=alices).status == (200, 0)
    lists = tmp_path / "certs" / "REVOKED"
    lists.mkdir(parents=True)
    (lists / "other.crl").write_bytes(revoked_by(made("another", authority=True), alice).public_bytes(form))
    assert world.ask("/a.htm", tls=alices).status == (200, 0)
    (lists / "ours.crl").write_bytes(revoked_by(authority, alice).public_bytes(form))
    assert world.ask("/a.htm", tls=alices).status == (403, 13)
    assert world.ask("/a.htm", tls=bobs).status == (200, 0)
    change(world, SITE, CertCheckMode=1)
    assert world.ask("/a.htm", tls=alices).status == (200, 0)


def test_a_list_of_revoked_certificates_that_cannot_be_read_revokes_all(world, authority, tmp_path, caplog):
    """docs/behaviour.md, access-6."""
    (tmp_path / "certs" / "REVOKED").mkdir(parents=True)
    (tmp_path / "certs" / "REVOKED" / "ours.crl").write_bytes(b"nonsense")
    change(world, AccessSSLFlags=REQUIRE)
    with caplog.at_level(logging.ERROR):
        assert world.ask("/a.htm", tls=connected(tmp_path, authority, made("a", by=authority))).status == (
            403,
            13,
        )
    assert "ours.crl" in caplog.text


def test_a_mapped_certificate_signs_its_client_in(world, authority, tmp_path):
    """docs/behaviour.md, signin-11, certificate-4."""
    alice, bob = made("alice", by=authority), made("bob", by=authority)
    map_certificate(world, alice, "CORP\\alice")
    map_certificate(world, bob, "CORP\\bob", number=2, enabled=0)
    users_of(tmp_path).add("carol", "x")
    change(world, AccessSSLFlags=MAP, AuthFlags=2)
    reply = world.ask("/a.htm", tls=connected(tmp_path, authority, alice))
    assert (reply.status, reply.request.user, reply.request.sign_in) == ((200, 0), "CORP\\alice", "SSL/PCT")
    bobs = connected(tmp_path, authority, bob)
    assert world.ask("/a.htm", tls=bobs).status == (401, 2)
    carol = world.ask("/a.htm", f"Authorization: {basic('carol', 'x')}", tls=bobs)
    assert (carol.status, carol.request.user) == ((200, 0), "carol")
    map_certificate(world, bob, "CORP\\bob", number=2)
    assert world.ask("/a.htm", tls=bobs).request.user == "CORP\\bob"


def test_a_mapping_does_not_count_where_mappings_do_not(world, authority, tmp_path):
    """docs/behaviour.md, signin-11."""
    alice = made("alice", by=authority)
    map_certificate(world, alice, "alice")
    tls = connected(tmp_path, authority, alice)
    change(world, AccessSSLFlags=NEGOTIATE, AuthFlags=2)
    assert world.ask("/a.htm", tls=tls).status == (401, 2)
    change(world, AccessSSLFlags=NEGOTIATE, AuthFlags=1)
    assert world.ask("/a.htm", tls=tls).request.user == ""


def test_a_certificate_of_another_with_the_same_name_is_not_mapped(world, authority, tmp_path):
    """docs/behaviour.md, certificate-4: the bytes count, not what they say."""
    map_certificate(world, made("alice", by=authority), "alice")
    change(world, AccessSSLFlags=MAP)
    reply = world.ask("/a.htm", tls=connected(tmp_path, authority, made("alice", by=authority)))
    assert (reply.status, reply.request.user) == ((200, 0), "")
