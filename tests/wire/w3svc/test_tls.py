"""TLS over real sockets: which certificate a client is shown, and which clients are asked for theirs."""

from __future__ import annotations

import socket
import ssl
import subprocess
from contextlib import suppress

import pytest

from adsiis.w3svc.certificates import Certificates
from adsiis.w3svc.siteconfig import SiteStartError
from w3svc.certs import made
from w3svc.world import Reply, ask, free_port, key, put, refuses, serving, site, tree_of

AUTHORITY = made("authority", authority=True)
ONE = made("one.example", by=AUTHORITY)
TWO = made("two.example", by=AUTHORITY)
CLIENT = made("client", by=AUTHORITY)
OLD_CLIENT = made("old client", by=AUTHORITY, days=(-30, -1))
STRANGER = made("stranger")
REQUIRE = 0x8 | 0x20 | 0x40


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The paths of PEM files, by name."""
    folder = tmp_path_factory.mktemp("pem")
    known = {"authority": AUTHORITY, "client": CLIENT, "old": OLD_CLIENT, "stranger": STRANGER}
    for name, one in known.items():
        (folder / name).write_bytes(one.pem + one.key)
    return {name: str(folder / name) for name in known}


@pytest.fixture
def home(tmp_path):
    """A data folder with the certificates of two sites."""
    kept = Certificates(str(tmp_path))
    for one in (ONE, TWO):
        kept.add(one.pem, one.key)
    (tmp_path / "www").mkdir()
    (tmp_path / "www" / "index.htm").write_text("hello")
    (tmp_path / "www" / "private").mkdir()
    (tmp_path / "www" / "private" / "index.htm").write_text("private")
    return tmp_path


def secure(number, home, bindings, certificate=None, **values):
    """The keys of a site with secure bindings."""
    top, root = site(number, home / "www", [])
    records = key(top.path, SecureBindings=list(bindings), **values).records
    if certificate is not None:
        records |= key(top.path, SSLCertHash=bytes.fromhex(certificate.hash), SSLStoreName="MY").records
    return [type(top)(top.path, top.records | records), root]


def shown(port, name, files, *, client=None, target="/", address="127.0.0.1", host=None):
    """The common name of the certificate a client is shown, and the answer it gets."""
    side = ssl.create_default_context(cafile=files["authority"])
    side.check_hostname = False
    if client is not None:
        side.load_cert_chain(files[client])
    plain = socket.create_connection((address, port), timeout=30)
    with side.wrap_socket(plain, server_hostname=name) as sock:
        request = f"GET {target} HTTP/1.1\r\nHost: {host or name or 'x'}\r\nConnection: close\r\n\r\n"
        name = sock.getpeercert()["subject"][0][0][1]
        sock.sendall(request.encode())
        parts = []
        while part := sock.recv(65536):
            parts.append(part)
        return name, Reply(b"".join(parts))


def test_a_secure_binding_speaks_tls_with_the_certificate_of_its_site(home, files):
    """docs/behaviour.md, tls-2."""
    port = free_port()
    with serving(tree_of(secure(1, home, [f"127.0.0.1:{port}:"], ONE)), home) as server:
        server.start()
        name, reply = shown(port, "one.example", files)
        assert (name, reply.status, reply.body) == ("one.example", 200, b"hello")
        assert server.service.addresses == [("127.0.0.1", port, True)]
        server.stop()
        assert refuses(port)


def test_sites_that_share_an_address_are_told_apart_by_the_name_asked_for(home, files):
    """docs/behaviour.md, tls-2."""
    port = free_port()
    tree = tree_of(
        secure(1, home, [f"127.0.0.1:{port}:one.example"], ONE),
        secure(2, home, [f"127.0.0.1:{port}:two.example"], TWO),
        secure(3, home, [f"127.0.0.1:{port}:bare.example"]),
    )
    with serving(tree, home) as server:
        for number in (1, 2, 3):
            server.start(number)
        assert shown(port, "two.example", files)[0] == "two.example"
        assert shown(port, "TWO.example", files)[0] == "two.example"
        assert shown(port, "one.example", files)[0] == "one.example"
        name, reply = shown(port, "bare.example", files)
        assert (name, reply.status) == ("one.example", 200)
        name, reply = shown(port, None, files, host="nobody.example")
        assert (name, reply.status) == ("one.example", 400)


def test_each_address_has_a_certificate_of_its_own(home, files):
    """docs/behaviour.md, tls-2: also where one opening of the port serves both."""
    port = free_port()
    tree = tree_of(secure(1, home, [f":{port}:"], ONE), secure(2, home, [f"127.0.0.2:{port}:"], TWO))
    with serving(tree, home) as server:
        server.start(1)
        server.start(2)
        assert shown(port, None, files)[0] == "one.example"
        assert shown(port, None, files, address="127.0.0.2")[0] == "two.example"


def test_without_a_certificate_a_connection_is_closed_until_there_is_one(home, files):
    """docs/behaviour.md, tls-2."""
    port = free_port()
    with serving(tree_of(secure(1, home, [f"127.0.0.1:{port}:"])), home) as server:
        server.start()
        with pytest.raises((ssl.SSLError, ConnectionError)):
            shown(port, "one.example", files)
        server.change("/LM/W3SVC/1", SSLCertHash=bytes.fromhex(TWO.hash))
        assert shown(port, "one.example", files)[0] == "two.example"
        Certificates(str(home)).remove(TWO.hash)
        with pytest.raises((ssl.SSLError, ConnectionError)):
            shown(port, "one.example", files)


def test_a_changed_certificate_is_shown_from_the_next_connection_on(home, files):
    """docs/behaviour.md, tls-2."""
    port = free_port()
    with serving(tree_of(secure(1, home, [f"127.0.0.1:{port}:"], ONE)), home) as server:
        server.start()
        assert shown(port, "one.example", files)[0] == "one.example"
        server.change("/LM/W3SVC/1", SSLCertHash=bytes.fromhex(TWO.hash))
        assert shown(port, "one.example", files)[0] == "two.example"


@pytest.mark.parametrize(("flags", "always"), [(REQUIRE, 0), (0, 1)])
def test_a_certificate_is_asked_for_where_a_place_of_the_port_may_want_one(home, files, flags, always):
    """docs/behaviour.md, tls-4."""
    Certificates(str(home)).add(AUTHORITY.pem, store="ROOT")
    port, seen = free_port(), []
    keys = secure(1, home, [f"127.0.0.1:{port}:"], ONE, SSLAlwaysNegoClientCert=always)
    tree = tree_of(keys, key("/LM/W3SVC/1/ROOT/private", AccessSSLFlags=flags))
    with serving(
        tree, home, log=lambda _, request, *rest: seen.append(request.tls.getpeercert(True))
    ) as server:
        server.start()
        assert shown(port, "one.example", files)[1].body == b"hello"
        assert shown(port, "one.example", files, client="client")[1].body == b"hello"
        assert [certificate is not None for certificate in seen] == [False, True]


def test_an_authority_that_is_added_counts_from_the_next_connection_on(home, files):
    """docs/behaviour.md, tls-2, tls-4."""
    port, seen = free_port(), []
    keys = secure(1, home, [f"127.0.0.1:{port}:"], ONE, SSLAlwaysNegoClientCert=1)
    with serving(
        tree_of(keys), home, log=lambda _, request, *rest: seen.append(request.tls.getpeercert(True))
    ) as server:
        server.start()
        shown(port, "one.example", files, client="client")
        Certificates(str(home)).add(AUTHORITY.pem, store="ROOT")
        shown(port, "one.example", files, client="client")
        assert [certificate is not None for certificate in seen] == [False, True]


def test_a_place_that_demands_a_certificate_gives_nothing_without(home, files):
    """docs/behaviour.md, tls-4."""
    Certificates(str(home)).add(AUTHORITY.pem, store="ROOT")
    port = free_port()
    tree = tree_of(
        secure(1, home, [f"127.0.0.1:{port}:"], ONE),
        key("/LM/W3SVC/1/ROOT/private", AccessSSLFlags=REQUIRE),
    )
    with serving(tree, home) as server:
        server.start()
        assert shown(port, "one.example", files, target="/private/")[1].status == 403
        reply = shown(port, "one.example", files, client="client", target="/private/")[1]
        assert (reply.status, reply.body) == (200, b"private")
        assert shown(port, "one.example", files, client="old", target="/private/")[1].status == 403
        with suppress(ssl.SSLError, ConnectionError):
            assert shown(port, "one.example", files, client="stranger")[1].raw == b""


def test_who_asks_no_certificate_takes_none(home, files):
    """docs/behaviour.md, tls-4."""
    port, seen = free_port(), []
    tree = tree_of(secure(1, home, [f"127.0.0.1:{port}:"], ONE))
    with serving(
        tree, home, log=lambda _, request, *rest: seen.append(request.tls.getpeercert(True))
    ) as server:
        server.start()
        shown(port, "one.example", files, client="stranger")
        assert seen == [None]


def test_a_port_speaks_tls_or_not(home):
    """docs/behaviour.md, tls-1."""
    port = free_port()
    plain = site(2, home / "www", [f"127.0.0.2:{port}:"])
    both = secure(3, home, [f"127.0.0.1:{port}:b"], ONE, ServerBindings=[f"127.0.0.1:{port}:a"])
    with serving(tree_of(secure(1, home, [f"127.0.0.1:{port}:"], ONE), plain, both), home) as server:
        server.start(1)
        with pytest.raises(SiteStartError, match=f"port {port} would speak plain HTTP") as caught:
            server.start(2)
        assert caught.value.win32_code == 0x80070034
        with pytest.raises(SiteStartError, match="is in ServerBindings and SecureBindings") as caught:
            server.start(3)
        assert caught.value.win32_code == 0x80070057
        server.stop(1)
        server.start(2)
        assert ask(port, address="127.0.0.2").body == b"hello"


def test_a_port_changes_to_tls_and_back_while_its_site_serves(home, files):
    """docs/behaviour.md, tls-1, settings-3."""
    port = free_port()
    tree = tree_of(secure(1, home, [], ONE, ServerBindings=[f"127.0.0.1:{port}:"]))
    with serving(tree, home) as server:
        server.start()
        assert ask(port).body == b"hello"
        put(server.tree, "/LM/W3SVC/1", ServerBindings=[])
        server.change("/LM/W3SVC/1", SecureBindings=[f"127.0.0.1:{port}:"])
        assert shown(port, "one.example", files)[1].body == b"hello"
        put(server.tree, "/LM/W3SVC/1", SecureBindings=[])
        server.change("/LM/W3SVC/1", ServerBindings=[f"127.0.0.1:{port}:"])
        assert ask(port).body == b"hello"


@pytest.mark.parametrize(
    "first", [b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"\x16\x03\x01\x00\x05nonsense", b"\x80" * 500]
)
def test_what_is_no_tls_is_closed_and_harms_nobody(home, files, first):
    port = free_port()
    with serving(tree_of(secure(1, home, [f"127.0.0.1:{port}:"], ONE)), home) as server:
        server.start()
        with socket.create_connection(("127.0.0.1", port), timeout=30) as sock:
            sock.sendall(first)
            heard = b""
            with suppress(ConnectionError):
                while part := sock.recv(65536):
                    heard += part
        assert b"HTTP" not in heard
        assert shown(port, "one.example", files)[1].body == b"hello"


def test_a_connection_without_a_handshake_ends_when_its_site_stops(home):
    """docs/behaviour.md, binding-7."""
    port = free_port()
    with serving(tree_of(secure(1, home, [f"127.0.0.1:{port}:"], ONE)), home) as server:
        server.start()
        with socket.create_connection(("127.0.0.1", port), timeout=30) as sock:
            server.stop()
            with suppress(ConnectionError):
                assert sock.recv(10) == b""


def test_old_versions_of_tls_are_refused(home, files):
    """docs/behaviour.md, tls-2."""
    port = free_port()
    with serving(tree_of(secure(1, home, [f"127.0.0.1:{port}:"], ONE)), home) as server:
        server.start()
        order = f"openssl s_client -connect 127.0.0.1:{port} -tls1_1 -cipher ALL:@SECLEVEL=0"
        done = subprocess.run(order.split(), input=b"", capture_output=True, check=False)
        assert b"Cipher is (NONE)" in done.stdout
