"""Signing in: what is offered, who gets in, and that nothing tells one failure from another."""

import base64
import logging
import time

import pytest

from adsiis.accounts import check_users, use_check
from adsiis.http import Response
from adsiis.w3svc.access import passwords
from w3svc.access.clients import ROOT, SETTLED, World, basic, digest, users_of
from w3svc.world import age, key, put, site, tree_of

BASIC = b'Basic realm="adsiis", charset="UTF-8"'
PASSWORD = "wonder:länd"


class Echo:
    """A program that says who called, or sends away those it does not know."""

    def __init__(self, handler):
        self.asks = handler.endswith("asks")

    async def __call__(self, request, settings, path, script):
        if self.asks and not request.user:
            return Response(401, [(b"X-Own", b"1")], b"who?")
        return Response(200, [], f"{request.user}|{request.sign_in}".encode())

    def close(self):
        pass


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    users_of(folder).add("Alice", PASSWORD, ["Intranet"])
    (folder / "web").mkdir()
    (folder / "web" / "a.htm").write_text("hello")
    age(folder / "web" / "a.htm")
    time.sleep(SETTLED)
    return folder


@pytest.fixture(scope="module")
def world(home):
    places = {
        "basic": {"AuthFlags": 2},
        "digest": {"AuthFlags": 16},
        "intranet": {"AuthFlags": 18, "Realm": "Intranet"},
        "odd": {"AuthFlags": 18, "Realm": 'a "b" \\ c\r\nX-Forged: 1'},
        "open": {"AuthFlags": 3},
        "anonymous": {"AuthFlags": 1},
        "nobody": {"AuthFlags": 0},
        "corp": {"AuthFlags": 2, "DefaultLogonDomain": "CORP"},
        "asks": {"AuthFlags": 3, "ScriptMaps": ["*,echo:asks,1"]},
        "tells": {"AuthFlags": 3, "ScriptMaps": ["*,echo:tells,1"]},
        "plain": {"AuthFlags": 1, "ScriptMaps": ["*,echo:asks,1"]},
    }
    web = str(home / "web")
    tree = tree_of(
        site(1, web, [":80:"]),
        *(key(f"{ROOT}/{name}", Path=web, **values) for name, values in places.items()),
    )
    made = World(tree, home, {"echo": Echo})
    yield made
    made.close()


def authorization(value):
    return f"Authorization: {value}"


RIGHT = authorization(basic("Alice", PASSWORD))


def test_a_place_for_known_clients_says_how_to_sign_in(world):
    """docs/behaviour.md, signin-2."""
    reply = world.ask("/basic/a.htm")
    assert (reply.status, reply.challenges) == ((401, 2), [BASIC])
    assert b"signed in" in reply.body


def test_the_ways_are_offered_in_order_under_the_realm_of_the_place(world):
    """docs/behaviour.md, signin-2."""
    first, second = world.ask("/intranet/a.htm").challenges
    assert first.startswith(b'Digest realm="Intranet", qop="auth", algorithm=MD5, nonce="')
    assert second == b'Basic realm="Intranet", charset="UTF-8"'


def test_a_realm_is_quoted_and_breaks_no_header(world):
    """docs/behaviour.md, signin-2."""
    assert (
        world.ask("/odd/a.htm").challenges[1] == b'Basic realm="a \\"b\\" \\\\ cX-Forged: 1", charset="UTF-8"'
    )


def test_where_there_is_no_way_to_sign_in_none_is_offered(world):
    """docs/behaviour.md, signin-2."""
    for fields in ([], [RIGHT]):
        reply = world.ask("/nobody/a.htm", *fields)
        assert (reply.status, reply.challenges) == ((401, 2), [])


def test_a_name_and_its_password_get_in(world):
    """docs/behaviour.md, signin-4."""
    reply = world.ask("/basic/a.htm", RIGHT)
    assert (reply.status, reply.body) == ((200, 0), b"hello")
    assert (reply.request.user, reply.request.sign_in) == ("Alice", "Basic")


@pytest.mark.parametrize(
    ("name", "password"), [("Alice", "wonder"), ("Alice", ""), ("Bob", PASSWORD), ("", ""), ("", PASSWORD)]
)
def test_nothing_tells_a_wrong_name_from_a_wrong_password(world, name, password):
    """docs/behaviour.md, signin-2."""
    reply = world.ask("/basic/a.htm", authorization(basic(name, password)))
    other = world.ask("/basic/a.htm", authorization(basic("Alice", "nonsense")))
    assert (reply.status, reply.headers, reply.body) == (other.status, other.headers, other.body)
    assert (reply.status, reply.challenges, reply.request.user) == ((401, 1), [BASIC], "")


def test_an_unknown_user_costs_as_much_work_as_a_known_one(world, monkeypatch):
    """docs/behaviour.md, account-4."""
    from argon2 import PasswordHasher

    verify, seen = PasswordHasher.verify, []

    def counted(self, kept, password):
        seen.append(kept.rpartition("$")[0].rpartition("$")[0])
        return verify(self, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    for name in ("Alice", "Bob", "ELSEWHERE\\Alice"):
        assert world.ask("/basic/a.htm", authorization(basic(name, "nonsense"))).status == (401, 1)
    assert len(seen) == 3
    assert len(set(seen)) == 1


@pytest.mark.parametrize(
    "value",
    ["Basic", "Basic !!!", "Basic QWxpY2U", "Basic QWxpY2U=", basic("a", "b\n")],
)
def test_what_is_no_name_and_password_is_400(world, value):
    """docs/behaviour.md, signin-4."""
    assert world.ask("/basic/a.htm", authorization(value)).status == (400, 0)


def test_a_password_in_latin_1_is_read_too(world, home):
    """docs/behaviour.md, signin-4."""
    value = base64.b64encode(f"Alice:{PASSWORD}".encode("latin-1")).decode()
    assert world.ask("/basic/a.htm", authorization(f"basic {value}")).status == (200, 0)


def test_two_authorizations_are_400(world):
    """docs/behaviour.md, signin-3."""
    assert world.ask("/basic/a.htm", RIGHT, RIGHT).status == (400, 0)
    assert world.ask("/open/a.htm", RIGHT, authorization("Bearer x")).status == (400, 0)
    assert world.ask("/anonymous/a.htm", RIGHT, RIGHT).status == (200, 0)


def test_the_domain_of_the_place_may_stand_before_a_name(world):
    """docs/behaviour.md, signin-4."""
    for name, status in (("corp\\Alice", (200, 0)), ("Alice", (200, 0)), ("OTHER\\Alice", (401, 1))):
        reply = world.ask("/corp/a.htm", authorization(basic(name, PASSWORD)))
        assert (reply.status, reply.request.user) == (status, name if status == (200, 0) else "")
    assert world.ask("/basic/a.htm", authorization(basic("corp\\Alice", PASSWORD))).status == (401, 1)


def test_where_anonymous_clients_may_one_that_signs_in_is_checked(world):
    """docs/behaviour.md, signin-3."""
    for _ in range(3):
        assert world.ask("/open/a.htm").status == (200, 0)
        assert world.ask("/open/a.htm").request.user == ""
        assert world.ask("/open/a.htm", RIGHT).request.user == "Alice"
        assert world.ask("/open/a.htm", authorization(basic("Alice", "x"))).status == (401, 1)
        assert world.ask("/open/a.htm", authorization("Bearer x")).status == (200, 0)
        assert world.ask("/anonymous/a.htm", authorization("Basic !")).status == (200, 0)


def test_a_way_that_is_not_open_does_not_count(world):
    """docs/behaviour.md, signin-3."""
    assert world.ask("/digest/a.htm", RIGHT).status == (401, 2)
    assert world.ask("/basic/a.htm", authorization("Bearer x")).status == (401, 2)
    assert world.ask("/basic/a.htm", authorization("NTLM TlRMTVNTUAABAAAA")).status == (401, 2)


def test_a_right_password_is_checked_once_a_minute(world, monkeypatch):
    """docs/behaviour.md, signin-5."""
    asked = []
    use_check(lambda home, name, password: not asked.append((name, password)))
    try:
        header = authorization(basic("carol", "swordfish"))
        for _ in range(3):
            assert world.ask("/basic/a.htm", header).status == (200, 0)
        assert asked == [("carol", "swordfish")]
        monkeypatch.setattr(passwords, "monotonic", lambda: time.monotonic() + passwords.GOOD_FOR + 1)
        assert world.ask("/basic/a.htm", header).status == (200, 0)
        assert len(asked) == 2
        assert not any(
            b"swordfish" in code or b"carol" in code
            for code in world.answering._admission._sign_in._passwords._right
        )
    finally:
        use_check(check_users)


def test_a_user_who_was_deleted_is_out_at_once(world, home):
    """docs/behaviour.md, signin-5."""
    users = users_of(home)
    users.add("dave", "x")
    header = authorization(basic("dave", "x"))
    assert world.ask("/basic/a.htm", header).status == (200, 0)
    users.delete("dave")
    assert world.ask("/basic/a.htm", header).status == (401, 1)


def test_too_many_passwords_at_once_are_503(world, monkeypatch):
    """docs/behaviour.md, signin-5."""
    monkeypatch.setattr(passwords, "MOST_ASKED", 0)
    assert world.ask("/basic/a.htm", authorization(basic("Alice", "other"))).status == (503, 0)


def test_a_file_of_users_that_cannot_be_read_lets_nobody_in(tmp_path, caplog):
    (tmp_path / "users.json").write_text("{")
    made = World(tree_of(site(1, tmp_path, [":80:"], AuthFlags=18)), tmp_path)
    assert made.ask("/", authorization(basic("Alice", "x"))).status == (500, 0)
    challenge = made.ask("/").challenges[0]
    assert made.ask("/", authorization(digest(challenge, "Alice", "x", "/"))).status == (401, 1)
    made.close()
    assert "users.json" in caplog.text


def challenge_of(world, place="/digest"):
    return world.ask(f"{place}/a.htm").challenges[0]


def test_digest_gets_in_without_the_password_on_the_wire(world):
    """docs/behaviour.md, signin-6."""
    target = "/digest/a.htm?q=1"
    value = digest(challenge_of(world), "Alice", PASSWORD, target)
    reply = world.ask(target, authorization(value))
    assert (reply.status, reply.request.user, reply.request.sign_in) == ((200, 0), "Alice", "Digest")
    assert "wonder" not in value


def test_digest_holds_in_the_realm_of_the_place(world):
    """docs/behaviour.md, signin-6, account-3."""
    challenge = challenge_of(world, "/intranet")
    right = digest(challenge, "Alice", PASSWORD, "/intranet/a.htm")
    assert world.ask("/intranet/a.htm", authorization(right)).status == (200, 0)
    foreign = digest(challenge_of(world), "Alice", PASSWORD, "/intranet/a.htm")
    assert world.ask("/intranet/a.htm", authorization(foreign)).status == (401, 1)
    unknown = digest(challenge_of(world, "/odd"), "Alice", PASSWORD, "/odd/a.htm", realm="Elsewhere")
    assert world.ask("/odd/a.htm", authorization(unknown)).status == (401, 1)


def test_a_digest_that_was_heard_cannot_be_sent_again(world):
    """docs/behaviour.md, signin-7."""
    challenge = challenge_of(world)
    value = digest(challenge, "Alice", PASSWORD, "/digest/a.htm")
    assert world.ask("/digest/a.htm", authorization(value)).status == (200, 0)
    again = world.ask("/digest/a.htm", authorization(value))
    assert again.status == (401, 1)
    assert again.challenges[0].endswith(b"stale=true")
    further = digest(challenge, "Alice", PASSWORD, "/digest/a.htm", count=2)
    assert world.ask("/digest/a.htm", authorization(further)).status == (200, 0)


def test_a_digest_of_one_request_does_not_hold_for_another(world):
    """docs/behaviour.md, signin-6."""
    challenge = challenge_of(world)
    value = authorization(digest(challenge, "Alice", PASSWORD, "/digest/a.htm"))
    assert world.ask("/digest/b.htm", value).status == (400, 0)
    assert world.ask("/digest/a.htm?x", value).status == (400, 0)
    assert world.ask("/digest/a.htm", value, method="HEAD").status == (401, 1)
    assert world.ask("http://localhost/digest/a.htm", value).status == (200, 0)


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"response": "0" * 32}, (401, 1)),
        ({"username": "Bob"}, (401, 1)),
        ({"username": None}, (400, 0)),
        ({"nonce": "forged"}, (401, 1)),
        ({"nc": None}, (400, 0)),
        ({"nc": "1"}, (400, 0)),
        ({"cnonce": None}, (400, 0)),
        ({"qop": "auth-int"}, (401, 1)),
        ({"qop": None}, (400, 0)),
        ({"algorithm": "SHA-256"}, (401, 1)),
        ({"algorithm": "md5"}, (200, 0)),
        ({"realm": "other"}, (401, 1)),
        ({"uri": "/"}, (400, 0)),
    ],
    ids=str,
)
def test_each_part_of_a_digest_counts(world, changed, status):
    """docs/behaviour.md, signin-6."""
    challenge = challenge_of(world)
    right = digest(challenge, "Alice", PASSWORD, "/digest/a.htm")
    parts = dict(part.split("=", 1) for part in right.removeprefix("Digest ").split(", "))
    parts |= {name: None if value is None else f'"{value}"' for name, value in changed.items()}
    value = "Digest " + ", ".join(f"{name}={text}" for name, text in parts.items() if text is not None)
    reply = world.ask("/digest/a.htm", authorization(value))
    assert reply.status == status
    if status[0] == 401:
        assert b"stale" not in reply.challenges[0]


def test_a_forged_nonce_with_a_right_proof_is_stale(world):
    """docs/behaviour.md, signin-7."""
    value = digest(challenge_of(world), "Alice", PASSWORD, "/digest/a.htm", nonce="forged")
    reply = world.ask("/digest/a.htm", authorization(value))
    assert (reply.status, reply.request.user) == ((401, 1), "")
    assert b"stale=true" in reply.challenges[0]


def test_a_user_without_what_digest_needs_is_refused_like_any_other(world, home):
    """docs/behaviour.md, account-3, signin-2."""
    from adsiis.accounts import Users

    Users(str(home)).add("erin", "x")
    value = digest(challenge_of(world), "erin", "x", "/digest/a.htm")
    assert world.ask("/digest/a.htm", authorization(value)).status == (401, 1)


def test_a_program_learns_who_has_signed_in(world):
    """docs/behaviour.md, signin-10."""
    for _ in range(3):
        assert world.ask("/tells/x", RIGHT).body == b"Alice|Basic"
        assert world.ask("/tells/x").body == b"|"


def test_a_program_that_sends_a_client_away_offers_it_the_ways_to_sign_in(world):
    """docs/behaviour.md, signin-2."""
    for _ in range(3):
        reply = world.ask("/asks/x")
        assert (reply.status, reply.challenges, reply.body) == ((401, 0), [BASIC], b"who?")
        assert (b"X-Own", b"1") in reply.headers
        assert world.ask("/asks/x", RIGHT).body == b"Alice|Basic"
        assert world.ask("/plain/x").challenges == []


def test_a_change_of_the_ways_holds_at_once(world):
    """docs/behaviour.md, signin-1."""
    path = f"{ROOT}/changing"
    for flags, status in ((1, (200, 0)), (2, (401, 2)), (0, (401, 2)), (3, (200, 0))):
        put(world.tree, path, Path=world.tree.key(f"{ROOT}/basic").records[3001].data, AuthFlags=flags)
        world.forget(path, ROOT)
        for _ in range(3):
            assert world.ask("/changing/a.htm").status == status


def test_nothing_of_a_failed_sign_in_is_in_the_log(world, caplog):
    with caplog.at_level(logging.DEBUG):
        world.ask("/basic/a.htm", authorization(basic("Alice", "swordfish")))
    assert "swordfish" not in caplog.text
