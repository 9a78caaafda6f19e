"""Negotiate and NTLM over real connections, by curl and by pyspnego's own client."""

import base64
import http.client
import logging
import os
import shutil
import struct
import subprocess
import time

import pytest

from adsiis.w3svc.access import windows
from w3svc.access.clients import users_of
from w3svc.world import age, free_port, key, serving, site, tree_of

spnego = pytest.importorskip("spnego", reason="Windows sign-in is the extra 'negotiate'.")
from spnego._ntlm_raw.crypto import compute_response_v1, lmowfv1, ntowfv1  # noqa: E402 - only where it is there

CURL = shutil.which("curl")
PASSWORD = "wonder:land"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    home = tmp_path_factory.mktemp("windows")
    (home / "web").mkdir()
    (home / "web" / "a.htm").write_text("hello")
    age(home / "web" / "a.htm")
    users_of(home).add("Alice", PASSWORD)
    users_of(home).add("Bob", "builder")
    port = free_port()
    places = {
        "ntlm": {"AuthFlags": 4},
        "only": {"AuthFlags": 4, "NTAuthenticationProviders": "NTLM"},
        "corp": {"AuthFlags": 4, "DefaultLogonDomain": "CORP"},
        "once": {"AuthFlags": 4, "AuthPersistence": 64},
        "both": {"AuthFlags": 5},
        "basic": {"AuthFlags": 2},
        "told": {"AuthFlags": 4, "HttpErrors": ["401,1,URL,/both/a.htm", "401,2,URL,/both/a.htm"]},
    }
    web, seen = str(home / "web"), []
    tree = tree_of(
        site(1, web, [f"127.0.0.1:{port}:"]),
        *(key(f"/LM/W3SVC/1/ROOT/{name}", Path=web, **values) for name, values in places.items()),
    )

    def log(site, request, status, substatus, *_):
        seen.append((status, substatus, request.user, request.sign_in))

    with serving(tree, home, log=log) as server:
        server.start()
        server.port, server.seen = port, seen
        yield server


class Talk:
    """One connection of a client, and its side of the sign-in."""

    def __init__(self, world, way="NTLM", user="Alice", password=PASSWORD):
        self.connection = http.client.HTTPConnection("127.0.0.1", world.port, timeout=20)
        self.way, self.seen = way, world.seen
        options = spnego.NegotiateOptions.use_ntlm if way == "NTLM" else spnego.NegotiateOptions.use_negotiate
        self.context = spnego.client(
            user, password, hostname="localhost", protocol=way.lower(), options=options
        )

    def get(self, path, **fields):
        before = len(self.seen)
        self.connection.request("GET", path, headers={k.replace("_", "-"): v for k, v in fields.items()})
        answer = self.connection.getresponse()
        answer.content = answer.read()
        logged(self.seen, before + 1)
        return answer

    def first(self, path, **fields):
        return self.get(path, Authorization=self.said(self.context.step()), **fields)

    def second(self, path, challenge, **fields):
        token = base64.b64decode(challenge.headers["WWW-Authenticate"].split(" ")[1])
        return self.get(path, Authorization=self.said(self.context.step(token)), **fields)

    def sign_in(self, path, **fields):
        return self.second(path, self.first(path, **fields), **fields)

    def said(self, token):
        return f"{self.way} {base64.b64encode(token).decode()}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()


def logged(seen, count):
    """Wait for lines of the log: an answer may come before its own."""
    until = time.monotonic() + 60
    while len(seen) < count and time.monotonic() < until:
        time.sleep(0.001)
    return seen


def curl(world, *words, user=f"Alice:{PASSWORD}"):
    order = [CURL, "-sS", "-w", "%{http_code} %{num_connects}\n", "-o", "/dev/null", "-u", user, *words]
    done = subprocess.run(order, capture_output=True, text=True, timeout=30, check=True)
    return [line.split() for line in done.stdout.splitlines()]


def has_curl_ntlm():
    return CURL is not None and "NTLM" in subprocess.check_output([CURL, "-V"], text=True)


@pytest.mark.skipif(not has_curl_ntlm(), reason="There is no curl with NTLM.")
def test_curl_signs_in_by_ntlm_and_is_known_on_its_connection(world):
    """docs/behaviour.md, signin-8, signin-9."""
    url = f"http://127.0.0.1:{world.port}/ntlm/a.htm"
    world.seen.clear()
    replies = curl(world, "--ntlm", url, "-o", "/dev/null", url)
    assert [status for status, _ in replies] == ["200", "200"]
    assert [seen[0] for seen in logged(world.seen, 3)] == [401, 200, 200]
    assert {seen[2].rpartition("\\")[2] for seen in world.seen[1:]} == {"Alice"}
    assert curl(world, "--ntlm", url, user="Alice:wrong")[0][0] == "401"
    assert curl(world, "--ntlm", url, user="Nobody:x")[0][0] == "401"
    assert curl(world, "--ntlm", "-d", "x=1", url)[0][0] == "405"


def test_both_ways_are_offered_or_only_those_of_the_property(world):
    """docs/behaviour.md, signin-1, signin-2."""
    with Talk(world) as client:
        assert client.get("/ntlm/a.htm").headers.get_all("WWW-Authenticate") == ["Negotiate", "NTLM"]
        assert client.get("/only/a.htm").headers.get_all("WWW-Authenticate") == ["NTLM"]


@pytest.mark.parametrize("way", ["NTLM", "Negotiate"])
def test_a_client_proves_itself_in_two_requests(world, way):
    """docs/behaviour.md, signin-8."""
    with Talk(world, way) as client:
        world.seen.clear()
        assert client.sign_in("/ntlm/a.htm").content == b"hello"
        assert client.get("/ntlm/a.htm").content == b"hello"
        assert [(status, substatus) for status, substatus, *_ in world.seen] == [(401, 1), (200, 0), (200, 0)]
        assert {seen[3] for seen in world.seen[1:]} == {way}


@pytest.mark.parametrize("way", ["NTLM", "Negotiate"])
@pytest.mark.parametrize(("user", "password"), [("Alice", "x"), ("Nobody", "x"), ("Bob", PASSWORD)])
def test_a_wrong_proof_gets_nobody_in(world, way, user, password):
    """docs/behaviour.md, signin-8."""
    with Talk(world, way, user, password) as client:
        answer = client.sign_in("/ntlm/a.htm")
        assert answer.status == 401
        assert answer.headers.get_all("WWW-Authenticate") == ["Negotiate", "NTLM"]
        assert client.get("/ntlm/a.htm").status == 401


def test_a_client_is_named_in_the_domain_of_the_place_whatever_it_claims(world):
    """docs/behaviour.md, signin-8."""
    for claimed in ("alice", "CORP\\alice", "EVIL\\alice"):
        with Talk(world, user=claimed) as client:
            assert client.sign_in("/corp/a.htm").status == 200
            assert world.seen[-1][2] == "CORP\\Alice"


def test_a_page_for_errors_does_not_disturb_a_sign_in(world):
    """docs/behaviour.md, signin-9, errors-3: the service asks for it in the name of nobody."""
    with Talk(world) as client:
        first = client.first("/told/a.htm")
        assert (first.status, first.content) == (401, b"hello")
        assert client.second("/told/a.htm", first).status == 200


def test_another_connection_is_another_client(world):
    """docs/behaviour.md, signin-9."""
    with Talk(world) as client, Talk(world) as other:
        assert client.sign_in("/ntlm/a.htm").status == 200
        assert other.get("/ntlm/a.htm").status == 401


def test_a_proof_for_one_connection_does_not_hold_on_another(world):
    """docs/behaviour.md, signin-9."""
    with Talk(world) as client, Talk(world) as other:
        challenge = client.first("/ntlm/a.htm")
        proof = client.context.step(base64.b64decode(challenge.headers["WWW-Authenticate"].split(" ")[1]))
        other.first("/ntlm/a.htm")
        assert other.get("/ntlm/a.htm", Authorization=other.said(proof)).status == 401
        with Talk(world) as third:
            assert third.get("/ntlm/a.htm", Authorization=third.said(proof)).status == 401
        assert client.get("/ntlm/a.htm", Authorization=client.said(proof)).status == 200
        assert client.get("/ntlm/a.htm", Authorization=client.said(proof)).status == 401


def test_a_client_that_begins_anew_is_nobody_until_it_has_proved_itself(world):
    """docs/behaviour.md, signin-9."""
    with Talk(world) as client:
        assert client.sign_in("/ntlm/a.htm").status == 200
        with Talk(world, user="Bob", password="wrong") as other:
            other.connection = client.connection
            assert other.sign_in("/ntlm/a.htm").status == 401
            assert client.get("/ntlm/a.htm").status == 401


def test_a_sign_in_holds_only_where_that_way_is_taken(world):
    """docs/behaviour.md, signin-9."""
    with Talk(world) as client:
        assert client.sign_in("/ntlm/a.htm").status == 200
        assert client.get("/basic/a.htm").status == 401
        assert client.get("/both/a.htm").status == 200
        assert world.seen[-1][2].endswith("\\Alice")
        assert client.get("/a.htm").status == 200
        assert world.seen[-1][2] == ""


def test_a_kept_answer_does_not_hide_who_asks(world):
    """docs/behaviour.md, access-1."""
    with Talk(world) as stranger, Talk(world) as client:
        for _ in range(3):
            assert stranger.get("/both/a.htm").status == 200
        assert client.sign_in("/both/a.htm").status == 200
        assert client.get("/both/a.htm").status == 200
        assert world.seen[-1][3] == "NTLM"
        with Talk(world, password="wrong") as liar:
            assert liar.sign_in("/both/a.htm").status == 401


def test_a_sign_in_for_one_request_ends_with_it(world):
    """docs/behaviour.md, signin-9."""
    with Talk(world) as client:
        assert client.sign_in("/once/a.htm").status == 200
        assert client.get("/once/a.htm").status == 401


@pytest.mark.parametrize("field", ["Via", "Forwarded", "X_Forwarded_For"])
def test_a_sign_in_by_a_proxy_ends_with_its_request(world, field):
    """docs/behaviour.md, signin-9: the next request may be another client's."""
    with Talk(world) as client:
        assert client.sign_in("/ntlm/a.htm", **{field: "1.1 proxy"}).status == 200
        assert client.get("/ntlm/a.htm").status == 401


def ntlm(kind, *fields, flags=0x00088201):
    """A message of NTLM made by hand: each field a text or bytes."""
    at = 64 if kind == 3 else 12
    head, data = struct.pack("<8sI", b"NTLMSSP\0", kind), b""
    for field in fields:
        raw = field if isinstance(field, bytes) else field.encode("utf-16-le")
        head += struct.pack("<HHI", len(raw), len(raw), at + len(data))
        data += raw
    return head + struct.pack("<I", flags) + data


@pytest.mark.parametrize("lm_hash", [bytes(16), lmowfv1(PASSWORD)], ids=["empty", "true"])
@pytest.mark.parametrize("sent", [("lm", ""), ("lm", "nt"), ("", "nt"), ("lm", "long"), ("", "")], ids=str)
@pytest.mark.parametrize(
    "behind", [b"", ntlm(3, b"", bytes(60), "", "Alice", "", b"")], ids=["plain", "decoy"]
)
def test_no_response_of_older_kinds_is_taken(world, lm_hash, sent, behind):
    """docs/behaviour.md, signin-8: not even a right one, nor one that hides behind another message."""
    with Talk(world) as client:
        challenge = client.first("/ntlm/a.htm").headers["WWW-Authenticate"].split(" ")[1]
        server = base64.b64decode(challenge)[24:32]
        nt, lm, _ = compute_response_v1(
            0x201, ntowfv1(PASSWORD), lm_hash, server, bytes(8), no_lm_response=False
        )
        made = {"lm": lm, "nt": nt, "long": bytes(40), "": b""}
        old = ntlm(3, made[sent[0]], made[sent[1]], "", "Alice", "", b"", flags=0x201)
        assert client.get("/ntlm/a.htm", Authorization=client.said(behind + old)).status == 401
        assert client.get("/ntlm/a.htm").status == 401


@pytest.mark.parametrize(
    "token",
    [
        b"", b"x", b"NTLMSSP\0", b"NTLMSSP\0\1\0\0\0", b"NTLMSSP\0\3\0\0\0", bytes(100), b"\x60" + bytes(80),
        b"NTLMSSP\0\1\0\0\0" + b"\xff" * 40, b"NTLMSSP\0\3\0\0\0" + b"\xff" * 80, b"NTLMSSP\0\2\0\0\0" + bytes(60),
        ntlm(3, b"", bytes(60), "", "A:B\n", "", b""), ntlm(3, b"", bytes(60), b"\xd8", b"\x00\xd8", "", b""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("way", ["NTLM", "Negotiate"])
def test_a_token_that_is_none_proves_nothing_and_breaks_nothing(world, way, token):
    """docs/behaviour.md, signin-8."""
    with Talk(world, way) as client:
        assert client.get("/ntlm/a.htm", Authorization=client.said(token)).status == 401
        client.first("/ntlm/a.htm")
        assert client.get("/ntlm/a.htm", Authorization=client.said(token)).status == 401
        client.context = Talk(world, way).context
        assert client.sign_in("/ntlm/a.htm").status == 200


@pytest.mark.parametrize("value", ["NTLM", "NTLM !!!", "NTLM " + "A" * 20_000, "Negotiate"])
def test_a_value_that_is_no_token_is_refused(world, value):
    """docs/behaviour.md, signin-8."""
    with Talk(world) as client:
        assert client.get("/ntlm/a.htm", Authorization=value).status == 401


def test_nothing_of_a_sign_in_stays_in_the_environment(world):
    with Talk(world) as client:
        assert client.sign_in("/ntlm/a.htm").status == 200
    assert not {"NTLM_USER_FILE", "LM_COMPAT_LEVEL"} & set(os.environ)


def test_without_the_package_a_place_answers_401_and_the_log_says_why(tmp_path, monkeypatch, caplog):
    """docs/behaviour.md, signin-8."""
    monkeypatch.setattr(windows, "find_spec", lambda _: None)
    port = free_port()
    tree = tree_of(site(1, tmp_path, [f"127.0.0.1:{port}:"], AuthFlags=4))
    seen = []

    def log(*line):
        seen.append(line)

    with caplog.at_level(logging.WARNING), serving(tree, tmp_path, log=log) as server:
        server.start()
        server.port, server.seen = port, seen
        for _ in range(3):
            with Talk(server) as client:
                answer = client.get("/")
                assert (answer.status, answer.headers.get_all("WWW-Authenticate")) == (401, None)
                assert client.get("/", Authorization="NTLM TlRMTVNTUAABAAAA").status == 401
    (said,) = [record.getMessage() for record in caplog.records]
    assert said.startswith("/LM/W3SVC/1/ROOT asks for a sign-in of Windows")
    assert "pip install 'adsiis[negotiate]'" in said
