"""Who may come in, over real sockets: from where, over which channel, and as whom."""

import base64
import http.client
import socket
import ssl
import time

import pytest

from adsiis.schema.addresses import Addresses, encode
from adsiis.w3svc.certificates import Certificates
from w3svc.access.certificates import revoked_by
from w3svc.access.clients import digest, users_of
from w3svc.access.test_channel import map_certificate
from w3svc.certs import made
from w3svc.world import Reply, age, ask, free_port, key, send, serving, site, tree_of

ROOT = "/LM/W3SVC/1/ROOT"
AUTHORITY = made("authority", authority=True)
SERVER = made("localhost", by=AUTHORITY)
ALICE, BOB = made("alice", by=AUTHORITY), made("bob", by=AUTHORITY)


@pytest.fixture
def world(tmp_path):
    web = tmp_path / "web"
    for name in ("a.htm", "in/b.htm"):
        (web / name).parent.mkdir(exist_ok=True, parents=True)
        (web / name).write_text(name)
        age(web / name)
    Certificates(str(tmp_path)).add(SERVER.pem, SERVER.key)
    Certificates(str(tmp_path)).add(AUTHORITY.pem, store="ROOT")
    users_of(tmp_path).add("alice", "secret")
    port, secure = free_port(), free_port()
    tree = tree_of(
        site(1, web, []),
        key(
            "/LM/W3SVC/1",
            ServerBindings=[f":{port}:"],
            SecureBindings=[f"127.0.0.1:{secure}:"],
            SSLCertHash=bytes.fromhex(SERVER.hash),
            SSLStoreName="MY",
            SSLAlwaysNegoClientCert=1,
        ),
    )
    seen = []
    with serving(
        tree, tmp_path, log=lambda _, request, status, substatus, *__: seen.append((status, substatus))
    ) as server:
        server.start()
        server.port, server.secure, server.home, server.seen = port, secure, tmp_path, seen
        yield server


def from_address(world, source, target="/a.htm"):
    """The status and substatus a client at one of this machine's addresses gets."""
    before = len(world.seen)
    with socket.create_connection(("127.0.0.1", world.port), timeout=20, source_address=(source, 0)) as sock:
        sock.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        parts = []
        while part := sock.recv(65536):
            parts.append(part)
    status = Reply(b"".join(parts)).status
    return logged(world, before, status)


def logged(world, before, status):
    """The status and substatus the log gives the latest answer, which may have come before its line."""
    until = time.monotonic() + 60
    while len(world.seen) == before and time.monotonic() < until:
        time.sleep(0.001)
    (found,) = world.seen[before:]
    assert found[0] == status
    return found


def over_tls(world, client=None, target="/a.htm", **fields):
    """The status and substatus a client of the secure port gets, and its answer."""
    side = ssl.create_default_context(cadata=AUTHORITY.pem.decode())
    side.check_hostname = False
    before = len(world.seen)
    if client is not None:
        (world.home / "client").write_bytes(client.pem + client.key)
        side.load_cert_chain(str(world.home / "client"))
    connection = http.client.HTTPSConnection("127.0.0.1", world.secure, context=side, timeout=20)
    connection.request("GET", target, headers=fields)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return logged(world, before, answer.status)


def test_an_address_is_refused_and_let_in_again_by_a_change(world):
    """docs/behaviour.md, access-4."""
    for _ in range(3):
        assert from_address(world, "127.0.0.2") == (200, 0)
    world.change(ROOT, IPSecurity=encode(Addresses(denied=("127.0.0.2,255.255.255.255",))))
    for _ in range(3):
        assert from_address(world, "127.0.0.2") == (403, 6)
        assert from_address(world, "127.0.0.3") == (200, 0)
    world.change(ROOT, IPSecurity=encode(Addresses(granted=("127.0.0.2,255.255.255.255",), by_default=False)))
    assert from_address(world, "127.0.0.2") == (200, 0)
    assert from_address(world, "127.0.0.3") == (403, 6)
    world.change(ROOT, IPSecurity=encode(Addresses()))
    assert from_address(world, "127.0.0.3") == (200, 0)


def test_a_name_is_looked_up_while_others_are_answered(world):
    """docs/behaviour.md, access-5: this machine is localhost, which leads back to it."""
    world.change(f"{ROOT}/in", IPSecurity=encode(Addresses(granted_names=("localhost",), by_default=False)))
    if socket.getfqdn("127.0.0.1") != "localhost":
        pytest.skip("This machine is not called localhost.")
    assert from_address(world, "127.0.0.1", "/in/b.htm") == (200, 0)
    world.change(f"{ROOT}/in", IPSecurity=encode(Addresses(denied_names=("localhost",))))
    assert from_address(world, "127.0.0.1", "/in/b.htm") == (403, 8)
    assert from_address(world, "127.0.0.1") == (200, 0)


def test_a_field_that_names_an_address_changes_nothing(world):
    """docs/behaviour.md, access-4: what a client says of its address is not where it is."""
    world.change(
        ROOT, IPSecurity=encode(Addresses(denied=("127.0.0.1,255.255.255.255",))), AccessFlags=0x1201
    )
    for field in (
        "X-Forwarded-For: 127.0.0.9",
        "Forwarded: for=127.0.0.9",
        "X-Real-IP: 127.0.0.9",
        "Client-IP: 127.0.0.9",
    ):
        assert ask(world.port, "/a.htm", field).status == 403


def test_a_place_for_tls_is_found_there_only(world):
    """docs/behaviour.md, access-3."""
    assert (from_address(world, "127.0.0.1"), over_tls(world)) == ((200, 0), (200, 0))
    world.change(ROOT, AccessSSLFlags=0x8)
    assert (from_address(world, "127.0.0.1"), over_tls(world)) == ((403, 4), (200, 0))
    world.change(ROOT, AccessSSLFlags=0x100)
    assert (from_address(world, "127.0.0.1"), over_tls(world)) == ((403, 5), (200, 0))
    assert ask(world.port, "https://localhost/a.htm").status == 403
    assert ask(world.port, "/a.htm", "X-Forwarded-Proto: https", "Front-End-Https: on").status == 403


def test_a_certificate_opens_a_place_until_it_is_revoked(world):
    """docs/behaviour.md, access-3, access-6."""
    world.change(ROOT, AccessSSLFlags=0x8 | 0x20 | 0x40)
    assert over_tls(world) == (403, 7)
    assert over_tls(world, BOB) == (200, 0)
    lists = world.home / "certs" / "REVOKED"
    lists.mkdir()
    from cryptography.hazmat.primitives.serialization import Encoding

    (lists / "authority.crl").write_bytes(revoked_by(AUTHORITY, BOB).public_bytes(Encoding.PEM))
    world.service._answering._admission._revoked._look_again = 0.0
    assert over_tls(world, BOB) == (403, 13)
    assert over_tls(world, ALICE) == (200, 0)


def test_a_certificate_signs_in_whom_it_is_mapped_to(world):
    """docs/behaviour.md, signin-11."""
    world.change(ROOT, AccessSSLFlags=0x8 | 0x20 | 0x80, AuthFlags=2)
    map_certificate(world, ALICE, "alice")
    assert over_tls(world, ALICE) == (200, 0)
    assert over_tls(world, BOB) == (401, 2)
    value = "Basic " + base64.b64encode(b"alice:secret").decode()
    assert over_tls(world, BOB, Authorization=value) == (200, 0)


def test_a_digest_heard_on_the_wire_is_good_for_nothing(world):
    """docs/behaviour.md, signin-6, signin-7."""
    world.change(ROOT, AuthFlags=16)
    challenge = ask(world.port, "/a.htm").headers["www-authenticate"]
    heard = digest(challenge, "alice", "secret", "/a.htm")
    assert ask(world.port, "/a.htm", f"Authorization: {heard}").status == 200
    for target, method in (("/a.htm", "GET"), ("/in/b.htm", "GET"), ("/a.htm?x", "GET"), ("/a.htm", "HEAD")):
        assert ask(world.port, target, f"Authorization: {heard}", method=method).status in {400, 401}
    again = digest(challenge, "alice", "secret", "/in/b.htm", count=2)
    assert ask(world.port, "/in/b.htm", f"Authorization: {again}").status == 200


def test_an_authorization_that_breaks_the_rules_harms_nobody(world):
    """docs/behaviour.md, signin-4, signin-6."""
    world.change(ROOT, AuthFlags=22)
    values = [
        b"", b"Basic", b"Basic \xff", b"Basic " + b"A" * 6000, b"Digest", b"Digest x", b'Digest a="', b"NTLM",
        b"Digest " + b'a="b",' * 500, b"Negotiate " + b"A" * 6000, b"Nothing x", b"Basic\tQQ==", b"=", b"\xe9\xe9 \xe9",
    ]  # fmt: skip
    for value in values:
        head = b"GET /a.htm HTTP/1.1\r\nHost: x\r\nAuthorization: %b\r\nConnection: close\r\n\r\n" % value
        assert send(world.port, head).status in {400, 401}
    world.change(ROOT, AuthFlags=1)
    assert ask(world.port, "/a.htm").status == 200
