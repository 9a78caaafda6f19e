"""What a place asks of clients from everywhere: where they are, and what AccessFlags lets them do."""

import logging
import os
import time

import pytest

from adsiis.http import Response
from adsiis.schema.addresses import Addresses, encode
from adsiis.w3svc.access.host_names import HostNames
from adsiis.w3svc.admission import Admission
from w3svc.access.clients import HERE, REMOTE, ROOT, SETTLED, World, basic, digest, users_of
from w3svc.world import age, put, site, tree_of

MACHINE = ("127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1", HERE)
NAMES = {"198.51.100.1": "www.example.com", "198.51.100.2": "www.evil.net"}


class Echo:
    """A program that says who called."""

    def __init__(self, _):
        pass

    async def __call__(self, request, settings, path, script):
        return Response(200, [], f"{request.user}|{request.sign_in}".encode())

    def close(self):
        pass


def addresses(**lists):
    return encode(Addresses(**lists))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    web = tmp_path_factory.mktemp("web")
    names = (
        "a.htm",
        "in.htm",
        "gone.htm",
        "prog/a.echo",
        "doc/index.htm",
        "doc/free.htm",
        "real/secret.htm",
        "out/x.htm",
    )
    for name in names:
        (web / name).parent.mkdir(exist_ok=True, parents=True)
        (web / name).write_text(name)
        age(web / name)
    (web / "out" / "link.htm").symlink_to(web / "real" / "secret.htm")
    time.sleep(SETTLED)
    return web


@pytest.fixture
def world(tmp_path, folder):
    tree = tree_of(
        site(
            1,
            folder,
            [":80:"],
            ScriptMaps=[".echo,echo:x,5"],
            MimeMap=[".echo,text/plain"],
            DefaultDoc="index.htm",
        )
    )
    made = World(tree, tmp_path, {"echo": Echo})
    yield made
    made.close()


def change(world, path, **values):
    """Change a key as a commit would."""
    put(world.tree, path, **values)
    world.forget(path)


@pytest.mark.parametrize(
    ("flags", "target", "refused"),
    [
        (0x1001, "/a.htm", (403, 2)),
        (0x4201, "/prog/a.echo", (403, 1)),
        (0x2204, "/prog/a.echo", (200, 0)),
        (0x6204, "/prog/a.echo", (403, 1)),
        (0x4201, "/a.htm", (200, 0)),
        (0x1201, "/prog/a.echo", (200, 0)),
        (0x0201, "/a.htm", (200, 0)),
    ],
)
def test_what_is_for_this_machine_only_is_refused_to_others(world, flags, target, refused):
    """docs/behaviour.md, access-2."""
    change(world, ROOT, AccessFlags=flags)
    assert world.ask(target).status == refused
    for client in MACHINE:
        assert world.ask(target, client=client).status == (200, 0)


def test_writing_is_refused_to_others_where_it_is_for_this_machine_only(world, folder):
    """docs/behaviour.md, access-2."""
    change(world, ROOT, AccessFlags=0x403)
    assert world.ask("/gone.htm", method="DELETE").status == (403, 3)
    assert (folder / "gone.htm").exists()
    assert world.ask("/gone.htm", method="DELETE", client="127.0.0.1").status[0] == 204


def test_an_answer_to_this_machine_is_not_kept_for_others(world):
    """docs/behaviour.md, access-1, access-2."""
    change(world, ROOT, AccessFlags=0x1001)
    for _ in range(3):
        assert world.ask("/a.htm", client="127.0.0.1").status == (200, 0)
        assert world.ask("/a.htm").status == (403, 2)


@pytest.mark.parametrize(
    ("lists", "come", "stay_away"),
    [
        ({"denied": ("203.0.113.0,255.255.255.0",)}, ["198.51.100.1"], [REMOTE, "::ffff:203.0.113.200"]),
        (
            {"granted": (f"{REMOTE},255.255.255.255",), "by_default": False},
            [REMOTE],
            ["203.0.113.8", "127.0.0.1"],
        ),
        ({"by_default": False}, [], [REMOTE, "127.0.0.1"]),
        ({"granted": (f"{REMOTE},255.255.255.255",)}, [REMOTE, "198.51.100.1"], []),
    ],
)
def test_addresses_decide_who_comes(world, lists, come, stay_away):
    """docs/behaviour.md, access-4."""
    change(world, ROOT, IPSecurity=addresses(**lists))
    assert [world.ask("/a.htm", client=one).status for one in come] == [(200, 0)] * len(come)
    assert [world.ask("/a.htm", client=one).status for one in stay_away] == [(403, 6)] * len(stay_away)


def test_a_change_of_the_list_holds_at_once_though_the_answer_was_kept(world):
    """docs/behaviour.md, access-1, access-4."""
    for _ in range(3):
        assert world.ask("/a.htm").status == (200, 0)
    change(world, ROOT, IPSecurity=addresses(denied=(f"{REMOTE},255.255.255.255",)))
    for _ in range(3):
        assert world.ask("/a.htm").status == (403, 6)
        assert world.ask("/a.htm", client="127.0.0.1").status == (200, 0)
    change(world, ROOT, IPSecurity=addresses())
    assert world.ask("/a.htm").status == (200, 0)


def test_a_list_that_cannot_be_read_lets_nobody_in(world, caplog):
    """docs/behaviour.md, access-4."""
    change(world, ROOT, IPSecurity=b"nonsense")
    with caplog.at_level(logging.ERROR):
        assert world.ask("/a.htm", client="127.0.0.1").status == (403, 6)
    assert "IPSecurity cannot be read" in caplog.text


@pytest.fixture
def named(world, tmp_path):
    asked = []

    def look_up(address):
        asked.append(address)
        return NAMES.get(address)

    answering = world.answering
    answering._admission.close()
    answering._admission = answering._files._admission = Admission(
        lambda: world.tree, str(tmp_path), names=HostNames(look_up)
    )
    world.asked = asked
    return world


@pytest.mark.parametrize(
    ("lists", "statuses"),
    [
        ({"denied_names": ("evil.net",)}, [(200, 0), (403, 8), (403, 8)]),
        ({"granted_names": ("*.example.com",), "by_default": False}, [(200, 0), (403, 8), (403, 8)]),
        (
            {
                "granted_names": ("example.com",),
                "granted": (f"{REMOTE},255.255.255.255",),
                "by_default": False,
            },
            [(200, 0), (403, 8), (200, 0)],
        ),
    ],
)
def test_names_decide_where_addresses_do_not(named, lists, statuses):
    """docs/behaviour.md, access-5: a client without a name is refused, as it was not in Q241562."""
    change(named, ROOT, IPSecurity=addresses(**lists))
    clients = [*NAMES, REMOTE]
    for _ in range(2):
        assert [named.ask("/a.htm", client=client).status for client in clients] == statuses
    assert sorted(named.asked) == sorted(set(named.asked))


def test_names_and_passwords_are_both_asked_for(named, tmp_path):
    """docs/behaviour.md, access-1."""
    users_of(tmp_path).add("alice", "secret")
    change(named, ROOT, IPSecurity=addresses(denied_names=("evil.net",)), AuthFlags=2)
    good, evil = NAMES
    header = f"Authorization: {basic('alice', 'secret')}"
    assert named.ask("/a.htm", client=good).status == (401, 2)
    assert named.ask("/a.htm", header, client=good).status == (200, 0)
    assert named.ask("/a.htm", header, client=evil).status == (403, 8)


SPELLINGS = [
    "/in.htm", "/IN.HTM", "/in%2ehtm", "/doc/../in.htm", "/./in.htm", "//in.htm", "/%69n.htm", "/doc/%2e%2e/in.htm",
    "/in.htm?x", "http://localhost/in.htm",
]  # fmt: skip


@pytest.mark.parametrize("target", SPELLINGS)
@pytest.mark.parametrize(
    ("rule", "status"),
    [
        ({"AuthFlags": 2}, (401, 2)),
        ({"AccessSSLFlags": 8}, (403, 4)),
        ({"AccessFlags": 0x1001}, (403, 2)),
        ({"IPSecurity": addresses(by_default=False)}, (403, 6)),
    ],
    ids=str,
)
def test_the_rules_of_a_file_hold_however_its_url_is_spelt(world, target, rule, status):
    """docs/behaviour.md, access-1: MS00-057 let the rules of an ancestor hold instead."""
    assert world.ask(target).status == (200, 0)
    change(world, f"{ROOT}/in.htm", KeyType="IIsWebFile", **rule)
    for _ in range(2):
        assert world.ask(target).status == status
    assert world.ask("/a.htm").status == (200, 0)


@pytest.mark.parametrize("target", ["/doc/index.htm", "/doc/", "/DOC/", "/a/../doc/"])
def test_the_rules_of_a_default_document_hold_for_its_folder(world, tmp_path, target):
    """docs/behaviour.md, access-1."""
    users_of(tmp_path).add("alice", "secret")
    change(world, f"{ROOT}/doc/index.htm", KeyType="IIsWebFile", AuthFlags=2)
    header = f"Authorization: {basic('alice', 'secret')}"
    for _ in range(2):
        assert world.ask(target).status == (401, 2)
        assert world.ask(target, header).body == b"doc/index.htm"
        assert world.ask("/doc/free.htm").status == (200, 0)


def test_an_answer_for_a_folder_is_kept_only_if_its_document_is_for_all(world):
    """docs/behaviour.md, access-1."""
    change(world, f"{ROOT}/doc/index.htm", KeyType="IIsWebFile", AccessFlags=0x1001)
    for _ in range(3):
        assert world.ask("/doc/", client="127.0.0.1").status == (200, 0)
        assert world.ask("/doc/").status == (403, 2)


def test_a_file_that_lies_elsewhere_needs_the_rules_of_that_place(world, tmp_path):
    """docs/behaviour.md, access-1."""
    users_of(tmp_path).add("alice", "secret")
    change(world, f"{ROOT}/real", KeyType="IIsWebDirectory", AuthFlags=2)
    right, wrong = (f"Authorization: {basic('alice', word)}" for word in ("secret", "other"))
    for _ in range(2):
        assert world.ask("/out/link.htm").status == (401, 2)
        assert world.ask("/out/link.htm", wrong).status == (401, 1)
        assert world.ask("/out/link.htm", right).status == (200, 0)
        assert world.ask("/out/x.htm").status == (200, 0)


def test_a_place_passed_on_the_way_asks_for_no_second_proof(world, tmp_path):
    """docs/behaviour.md, access-1, signin-7: a nonce is used once for a request, not once for a place."""
    users_of(tmp_path).add("alice", "secret")
    change(world, ROOT, AuthFlags=16)
    change(world, f"{ROOT}/real", KeyType="IIsWebDirectory", AuthFlags=16)
    change(world, f"{ROOT}/doc/index.htm", KeyType="IIsWebFile", AuthFlags=16)
    for target in ("/out/link.htm", "/doc/"):
        value = digest(world.ask(target).challenges[0], "alice", "secret", target)
        assert world.ask(target, f"Authorization: {value}").status == (200, 0)


def test_a_script_needs_its_own_rules_whatever_follows_it(world):
    """docs/behaviour.md, access-1."""
    change(world, f"{ROOT}/prog/a.echo", KeyType="IIsWebFile", AuthFlags=2)
    assert world.ask("/prog/a.echo").status == (401, 2)
    assert world.ask("/prog/a.echo/more").status == (401, 2)
    change(world, f"{ROOT}/prog/a.echo/more", AuthFlags=1)
    assert world.ask("/prog/a.echo/more").status == (401, 2)


def test_a_looser_rule_below_lets_in_what_a_stricter_one_above_does_not(world):
    """docs/behaviour.md, access-1: the nearest key decides, both ways."""
    change(world, ROOT, AuthFlags=2)
    change(world, f"{ROOT}/doc", AuthFlags=1)
    assert world.ask("/a.htm").status == (401, 2)
    assert world.ask("/doc/free.htm").status == (200, 0)


def test_a_file_the_system_keeps_from_the_service_is_401_3(world, monkeypatch):
    """docs/behaviour.md, signin-2."""

    def refuse(*_):
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr("adsiis.w3svc.sendfile.open_file", refuse)
    reply = world.ask("/a.htm")
    assert (reply.status, reply.challenges) == ((401, 3), [])
    change(world, ROOT, AuthFlags=3)
    assert world.ask("/a.htm").challenges == [b'Basic realm="adsiis", charset="UTF-8"']
