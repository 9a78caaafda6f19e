"""Applications from the documentation of Flask, Django and FastAPI, unchanged, in a surrogate."""

from __future__ import annotations

import json

import websockets

from adsiis import http
from dllhost.chain import context_of, through_surrogate


def served(tmp_path, handler, scenario):
    async def whole():
        async with through_surrogate(tmp_path, context_of(handler)) as chain:
            return await scenario(chain)

    return http.run(whole())


def test_flask(tmp_path):
    """docs/behaviour.md, wsgi-1."""

    async def scenario(chain):
        form = (b"a=1&b=two", b"Content-Type: application/x-www-form-urlencoded\r\n")
        return [
            (await chain.ask("/"))[2],
            (await chain.ask("/<b>"))[2],
            json.loads((await chain.ask("/me", *form))[2]),
            (await chain.ask("/no/such"))[0],
        ]

    assert served(tmp_path, "wsgi:flask_hello:app", scenario) == [
        b"<p>Hello, World!</p>",
        b"Hello, &lt;b&gt;!",
        {"method": "POST", "form": {"a": "1", "b": "two"}, "url": "http://test/me"},
        404,
    ]


def test_django(tmp_path):
    """docs/behaviour.md, wsgi-1."""

    async def scenario(chain):
        return [
            (await chain.ask("/polls/"))[2],
            json.loads((await chain.ask("/polls/5/"))[2]),
            (await chain.ask("/polls"))[0],
        ]

    assert served(tmp_path, "wsgi:django_hello:application", scenario) == [
        b"Hello, world. You're at the polls index.",
        {"id": 5, "here": "/polls/5/"},
        301,
    ]


def test_fastapi(tmp_path):
    """docs/behaviour.md, asgi-1 to asgi-4."""

    async def scenario(chain):
        async with websockets.connect("ws://{}:{}/ws".format(*chain.address)) as client:
            await client.send("hello")
            heard = await client.recv()
        return [
            json.loads((await chain.ask("/"))[2]),
            json.loads((await chain.ask("/predict?x=2"))[2]),
            (await chain.ask("/predict"))[0],
            (await chain.ask("/stream"))[2].count(b"fake video"),
            heard,
        ]

    assert served(tmp_path, "asgi:fastapi_socket:app", scenario) == [
        {"message": "Hello World"},
        {"result": 84.0},
        422,
        10,
        "Message text was: hello",
    ]
