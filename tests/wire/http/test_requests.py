r"""Raw requests and what the engine makes of them, one pair of files for each.

`NAME.http` is what a client sends: line breaks of the file do not count, `\r`, `\n`, `\t` and `\xNN` do; a
line `---` is a pause, and `<end>` closes the client's half. `NAME.expect` names the statuses answered and
whether the connection is then open or closed; below stand the requests the handler got: method, target, body.
"""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from adsiis import http
from http_wire import Client, serving

CASES = sorted(path.stem for path in Path(__file__).parent.glob("*.http"))
LIMITS = http.Limits(
    header_timeout=3.0,
    body_timeout=3.0,
    max_header_bytes=4096,
    max_headers=32,
    max_target=2000,
    max_body=2000,
)
ESCAPE = re.compile(rb"\\(x[0-9a-f]{2}|r|n|t)")
PLAIN = {b"r": b"\r", b"n": b"\n", b"t": b"\t"}


def pieces(name):
    text = Path(__file__).with_name(name + ".http").read_bytes()
    for part in text.split(b"\n---\n"):
        line = part.replace(b"\n", b"")
        yield ESCAPE.sub(lambda found: PLAIN.get(found[1]) or bytes([int(found[1][1:], 16)]), line)


def expectation(name):
    first, *seen = Path(__file__).with_name(name + ".expect").read_text(encoding="ascii").splitlines()
    return first, seen


async def outcome(listener, name, seen):
    client, told = await Client.to(listener), expectation(name)[0]
    address, invited = client.address, b""
    for number, piece in enumerate(pieces(name)):
        if number and told.startswith("100 "):
            invited += await client.until(b"\r\n\r\n")
        elif number:
            await asyncio.sleep(0.1)
        client.send(piece)
    try:
        heard, end = await client.rest(5 if told.endswith("open") else 60), "close"
    except TimeoutError:
        heard, end = client.heard, "open"
    heard = invited + heard
    await client.close()
    statuses = re.findall(rb"HTTP/1\.1 (\d{3}) ", heard)
    return " ".join([*(status.decode() for status in statuses), end]), seen.get(address, [])


async def all_outcomes():
    seen: dict[tuple[str, int], list[str]] = {}

    async def handler(request):
        body = await request.body.read(100_000)
        shown = body.decode("latin-1").replace("\r", "\\r").replace("\n", "\\n")
        line = f"{request.method} {request.target.decode('latin-1')} {shown}".rstrip()
        seen.setdefault(request.client, []).append(line)
        return http.Response(200, [], b"seen")

    async with serving(handler, limits=LIMITS) as listener:
        found = await asyncio.gather(*(outcome(listener, name, seen) for name in CASES))
    return dict(zip(CASES, found, strict=True))


@pytest.fixture(scope="module", params=["uvloop", "asyncio"])
def outcomes(request):
    return http.run(all_outcomes()) if request.param == "uvloop" else asyncio.run(all_outcomes())


@pytest.mark.parametrize("name", CASES)
def test_a_request_is_answered_or_refused_as_its_expectation_says(outcomes, name):
    """docs/behaviour.md, http-2 to http-7."""
    assert outcomes[name] == expectation(name)
