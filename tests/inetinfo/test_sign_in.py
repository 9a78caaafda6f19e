"""Signing in through the whole chain: client, Inetinfo, surrogate, program; and what a client cannot forge."""

import base64
import glob
import http.client
import json
import os
import time

import pytest

from adsiis.accounts import Users
from adsiis.metabase.changes import CreateKey, SetRecords
from adsiis.metabase.sealed_texts import SealedTexts
from inetinfo import hosting

ROOT = "/LM/W3SVC/1/ROOT"
record = hosting.record
NAMES = ("AUTH_TYPE", "AUTH_USER", "LOGON_USER", "REMOTE_USER", "AUTH_PASSWORD")

PAGE = '<% For Each name In Array({})\nResponse.Write Request.ServerVariables(name) & "|"\nNext %>'.format(
    ", ".join(f'"{name}"' for name in NAMES)
)
PROGRAM = """
import json


def seen(names, environ):
    return json.dumps({name: environ.get(name) for name in names}).encode()


def wsgi(environ, start_response):
    start_response("200 OK", [])
    return [seen(["AUTH_TYPE", "REMOTE_USER"], environ)]


async def asgi(scope, receive, send):
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": json.dumps(scope.get("extensions")).encode()})
"""
FORGED = (
    ("Adsiis-User", "Basic admin"), ("adsiis-user", "Basic admin"), ("ADSIIS-USER", "NTLM admin"),
    ("Adsiis_User", "Basic admin"), ("Remote-User", "admin"), ("REMOTE_USER", "admin"), ("Auth-Type", "Basic"),
    ("AUTH_USER", "admin"), ("Logon-User", "admin"), ("X-Remote-User", "admin"),
    ("Connection", "keep-alive, Adsiis-User"), ("Adsiis-Context", "{}"),
)  # fmt: skip


def program(name, handler, flags):
    return CreateKey(
        f"{ROOT}/{name}",
        (
            record("KeyType", "IIsWebVirtualDir"),
            record("Path", r"C:\Inetpub\who"),
            record("AppRoot", f"{ROOT}/{name}"),
            record("ScriptMaps", (f"*,{handler},1",)),
            record("AuthFlags", flags),
        ),
    )


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with hosting.fresh(tmp_path_factory.mktemp("sign-in")) as (metabase, home, port):
        root = f"{home}/drive_c/Inetpub/wwwroot"
        for path, text in (
            (f"{root}/who.asp", PAGE),
            (f"{root}/plain.htm", "plain"),
            (f"{home}/drive_c/Inetpub/who/who.py", PROGRAM),
        ):
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        Users(str(home), SealedTexts(metabase.folder.secret_key)).add("Älice", "word:1")
        metabase.store.commit(
            [
                SetRecords(ROOT, (record("AuthFlags", 3),)),
                SetRecords("/LM/W3SVC/1", (record("LogExtFileFlags", 0x8 | 0x100 | 0x400),)),
                CreateKey(
                    f"{ROOT}/anonymous", (record("Path", r"C:\Inetpub\wwwroot"), record("AuthFlags", 1))
                ),
                program("wsgi", "wsgi:who:wsgi", 3),
                program("asgi", "asgi:who:asgi", 3),
            ]
        )
        with hosting.running(home, port) as host:
            yield metabase, home, port, host


def ask(port, path, *fields, user=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest("GET", path)
    for name, value in fields:
        connection.putheader(name, value)
    if user is not None:
        connection.putheader("Authorization", "Basic " + base64.b64encode(user.encode()).decode())
    connection.endheaders()
    answer = connection.getresponse()
    content = answer.read().decode()
    connection.close()
    return answer.status, content


def eventually(holds):
    until = time.monotonic() + 30
    while not holds() and time.monotonic() < until:
        time.sleep(0.02)
    assert holds()


def test_a_page_learns_who_has_signed_in(world):
    """docs/behaviour.md, signin-10."""
    assert ask(world[2], "/who.asp") == (200, "|||||")
    assert ask(world[2], "/who.asp", user="Älice:word:1") == (200, "Basic|Älice|Älice|Älice|word:1|")
    assert ask(world[2], "/who.asp", user="Älice:other")[0] == 401


def test_a_password_nobody_asked_for_is_not_shown(world):
    """docs/behaviour.md, signin-10."""
    assert ask(world[2], "/anonymous/who.asp", user="Älice:word:1") == (200, "|||||")


def test_an_application_learns_who_has_signed_in(world):
    """docs/behaviour.md, signin-10."""
    _, answer = ask(world[2], "/wsgi/x", user="Älice:word:1")
    assert json.loads(answer) == {"AUTH_TYPE": "Basic", "REMOTE_USER": "Älice".encode().decode("latin-1")}
    _, answer = ask(world[2], "/asgi/x", user="Älice:word:1")
    assert json.loads(answer) == {"adsiis.user": {"name": "Älice", "type": "Basic"}}


@pytest.mark.parametrize("field", FORGED, ids=str)
def test_no_field_of_a_client_makes_it_somebody(world, field):
    """docs/behaviour.md, signin-10, forward-1."""
    port = world[2]
    assert ask(port, "/who.asp", field) == (200, "|||||")
    assert json.loads(ask(port, "/wsgi/x", field)[1]) == {"AUTH_TYPE": None, "REMOTE_USER": None}
    assert json.loads(ask(port, "/asgi/x", field)[1]) is None
    assert ask(port, "/who.asp", field, user="Älice:word:1")[1].startswith("Basic|Älice|Älice|Älice|")


def test_the_log_names_those_who_have_signed_in_and_no_others(world):
    """docs/behaviour.md, signin-10."""
    _, home, port, _ = world
    for user in (None, "Älice:word:1", "Eve:word:1"):
        ask(port, "/plain.htm?log", user=user)

    def lines():
        found = []
        for path in glob.glob(f"{home}/drive_c/**/W3SVC1/*.log", recursive=True):
            with open(path, encoding="ascii") as file:
                found += [line.split()[1:] for line in file if "/plain.htm" in line]
        return found

    eventually(lambda: len(lines()) >= 3)
    assert lines() == [["-", "200"], ["%C3%84lice", "200"], ["-", "401"]]


def test_a_commit_closes_a_place_at_once(world):
    """docs/behaviour.md, access-1, signin-1."""
    metabase, _, port, _ = world
    for _ in range(3):
        assert ask(port, "/plain.htm") == (200, "plain")
    for flags, status in ((2, 401), (1, 200), (0, 401), (3, 200)):
        metabase.store.commit([SetRecords(ROOT, (record("AuthFlags", flags),))])
        eventually(lambda status=status: ask(port, "/plain.htm")[0] == status)
        assert [ask(port, "/plain.htm")[0] for _ in range(3)] == [status] * 3
