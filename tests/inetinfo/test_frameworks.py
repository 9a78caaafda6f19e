"""Applications of Flask, Django and FastAPI, unchanged from their documentation, behind a running Inetinfo."""

import asyncio
import json
import urllib.request
from pathlib import Path

import pytest
import websockets

from adsiis.metabase.changes import SetRecords
from inetinfo import hosting

APPLICATIONS = str(Path(__file__).parent.parent / "dllhost" / "applications")
ROOT = "/LM/W3SVC/1/ROOT"


def serving(tmp_path, handler, *, isolated=2, profile="iis6"):
    """A host whose site runs one application, with the folder of the application as its own."""
    with hosting.fresh(tmp_path, profile=profile) as (metabase, home, port):
        record = hosting.record
        metabase.store.commit(
            [
                SetRecords(
                    ROOT,
                    (
                        record("Path", APPLICATIONS),
                        record("AppRoot", ROOT),
                        record("AppIsolated", isolated),
                        record("ScriptMaps", (f"*,{handler},0",)),
                        record("AccessFlags", 0x205),
                    ),
                )
            ]
        )
        with hosting.running(home, port):
            yield port


@pytest.fixture(params=["pool", "inside Inetinfo"])
def serve(request, tmp_path):
    """Both ways to run an application that differ: in a surrogate, and in process."""
    profile, isolated = ("iis6", 2) if request.param == "pool" else ("iis5", 0)
    opened = []

    def start(handler):
        found = serving(tmp_path, handler, isolated=isolated, profile=profile)
        opened.append(found)
        return next(found)

    yield start
    for found in opened:
        next(found, None)


def get(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
        return answer.read().decode()


def test_flask(serve):
    """docs/behaviour.md, wsgi-1."""
    port = serve("wsgi:flask_hello:app")
    assert get(port, "/") == "<p>Hello, World!</p>"
    assert hosting.status_of(port, "/no/such") == 404


def test_django(serve):
    """docs/behaviour.md, wsgi-1."""
    port = serve("wsgi:django_hello:application")
    assert json.loads(get(port, "/polls/5/")) == {"id": 5, "here": "/polls/5/"}


def test_fastapi_with_a_websocket(serve):
    """docs/behaviour.md, asgi-1 to asgi-4, tunnel-1."""
    port = serve("asgi:fastapi_socket:app")
    assert json.loads(get(port, "/")) == {"message": "Hello World"}

    async def talk():
        async with websockets.connect(f"ws://127.0.0.1:{port}/ws") as client:
            await client.send("hello")
            return await client.recv()

    assert asyncio.run(talk()) == "Message text was: hello"
