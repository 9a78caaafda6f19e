"""Whether another server answers as we do: the same requests to both, and where their answers part.

Both serve the same tree at 127.0.0.1, each address and port of its bindings at a free port of its own. The
other server runs the configuration we made for it.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from threading import Thread
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

import msgspec

from adsiis.formats.convert.converting import convert
from adsiis.formats.convert.report import Report
from adsiis.formats.convert.sites import read_sites
from adsiis.metabase import paths
from adsiis.metabase.record import Key
from adsiis.metabase.tree import MemoryTree
from adsiis.schema import schema
from adsiis.schema.constants import SERVER_BINDINGS
from adsiis.w3svc.bindings import BindingSyntaxError, parse_bindings
from adsiis.w3svc.service import WebService
from adsiis.w3svc.siteconfig import SiteStartError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from adsiis.formats.convert.converting import Converted
    from adsiis.formats.convert.model import Options, Place, Site
    from adsiis.metabase.tree import Tree

SERVERS: Final = {"nginx": "nginx", "caddy": "caddy", "caddyfile": "caddy"}
_HERE: Final = "127.0.0.1"
_SECURE_BINDINGS: Final = 2021
_FILES_A_FOLDER: Final = 8
_START_SECONDS: Final = 20.0
_TOLD: Final = frozenset({
    "AccessFlags", "ScriptMaps", "HttpErrors", "IPSecurity", "AuthFlags", "HttpRedirect", "Path",
    "EnableDocFooter", "DefaultDocFooter", "RedirectHeaders",
})  # fmt: skip


class ProofError(Exception):
    """A comparison that cannot be made; its text is one full sentence."""


class Asked(msgspec.Struct, frozen=True):
    """A request: the site and place it is for, where, and what."""

    site: str
    place: str
    host: str
    port: int
    method: str
    target: str


class Answered(msgspec.Struct, frozen=True):
    """What of an answer counts."""

    status: int
    headers: dict[str, str]
    body: bytes


class Difference(msgspec.Struct, frozen=True):
    """Where two answers part.

    Attributes:
        asked: the request.
        what: `status`, `body`, or the name of a header.
        ours: what we answer.
        theirs: what the other server answers.
        named: whether the report of the conversion says so.
    """

    asked: Asked
    what: str
    ours: str
    theirs: str
    named: bool


class Proof(msgspec.Struct, frozen=True):
    """What a comparison found."""

    requests: int
    same: int
    differences: list[Difference]

    @property
    def holds(self) -> bool:
        """Whether all differences are named in the report."""
        return all(one.named for one in self.differences)


def prove(tree: Tree, target: str, options: Options, most: int = 500) -> Proof:
    """Serve a tree with us and with another server, and compare their answers to at most so many requests.

    Raises ProofError when the other server is not at hand or does not start.
    Source: docs/behaviour.md, convert-5.
    """
    program = SERVERS[target]
    if shutil.which(program) is None:
        raise ProofError(f"{program} is not on this machine: install it, or verify another target.")
    ours, ports = moved(tree)
    theirs, other_ports = moved(tree)
    with tempfile.TemporaryDirectory(prefix="adsiis-proof-") as folder:
        here = msgspec.structs.replace(options, log_folder=folder, work_folder=folder, ipv6=False)
        made = convert(theirs, target, here)
        sites = read_sites(ours, here, Report())
        questions = list(_spread(sites, most))
        at = dict(zip(ports, other_ports, strict=True))
        with serving(ours, options.data_folder, sites), running(target, made.text, folder, other_ports):
            found = [_compared(asked, at[asked.port], made) for asked in questions]
    differing = [one for each in found for one in each]
    return Proof(len(questions), sum(not each for each in found), differing)


def moved(tree: Tree) -> tuple[MemoryTree, list[int]]:
    """A tree whose web sites answer at free ports of 127.0.0.1 only, and those ports."""
    keys = list(tree.walk(paths.ROOT))
    ports: dict[tuple[str, int], int] = {}
    return MemoryTree([_moved(key, ports) for key in keys]), list(ports.values())


def _moved(key: Key, ports: dict[tuple[str, int], int]) -> Key:
    records = dict(key.records)
    record = records.get(SERVER_BINDINGS)
    if not paths.is_below(key.path, "/LM/W3SVC") or record is None or not isinstance(record.data, tuple):
        return key
    lines = []
    for line in record.data:
        try:
            (found,) = parse_bindings(key.path, "ServerBindings", [line])
        except BindingSyntaxError:
            continue
        port = ports.setdefault((found.address, found.port), 0) or _free_port()
        ports[found.address, found.port] = port
        lines.append(f"{_HERE}:{port}:{found.host}")
    records[SERVER_BINDINGS] = schema().record("ServerBindings", lines)
    records.pop(_SECURE_BINDINGS, None)
    return Key(key.path, records)


@contextmanager
def serving(tree: Tree, data_folder: str, sites: Iterable[Site]) -> Iterator[None]:
    """Serve a tree ourselves, on a loop of its own."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    service = WebService(lambda: tree, data_folder)
    try:
        for site in sites:
            try:
                asyncio.run_coroutine_threadsafe(service.start_site(site.key), loop).result(_START_SECONDS)
            except SiteStartError as error:
                raise ProofError(f"{error} Nothing was compared.") from None
        yield
    finally:
        asyncio.run_coroutine_threadsafe(service.close(), loop).result(_START_SECONDS)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@contextmanager
def running(target: str, text: str, folder: str, ports: Iterable[int]) -> Iterator[None]:
    """Run another server with a configuration until the block ends. Raises ProofError."""
    file = os.path.join(folder, "configuration")
    with open(file, "w", encoding="utf-8") as opened:
        opened.write(text)
    command = _command(target, file, folder)
    with open(os.path.join(folder, "output"), "w+b") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env=os.environ | {"HOME": folder})
        try:
            _wait(process, ports, output.name)
            yield
        finally:
            process.terminate()
            try:
                process.wait(_START_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _command(target: str, file: str, folder: str) -> list[str]:
    if target == "nginx":
        return ["nginx", "-p", folder, "-c", file, "-e", f"{folder}/error.log",
                "-g", f"daemon off; master_process off; pid {folder}/pid;"]  # fmt: skip
    adapter = ["--adapter", "caddyfile"] if target == "caddyfile" else []
    return ["caddy", "run", "--config", file, *adapter]


def _wait(process: subprocess.Popen[bytes], ports: Iterable[int], output: str) -> None:
    deadline = time.monotonic() + _START_SECONDS
    for port in ports:
        while True:
            if process.poll() is not None or time.monotonic() > deadline:
                with open(output, "rb") as said:
                    words = said.read()[-600:].decode("utf-8", "replace").strip()
                raise ProofError(f"The other server did not start: {words}.")
            try:
                socket.create_connection((_HERE, port), 1).close()
                break
            except OSError:
                time.sleep(0.02)


def _spread(sites: Iterable[Site], most: int) -> Iterator[Asked]:
    """Requests to all sites, in turn, until there are enough."""
    rows = [_questions(site) for site in sites if site.bindings]
    count = 0
    while rows and count < most:
        for row in list(rows):
            asked = next(row, None)
            if asked is None:
                rows.remove(row)
            elif count < most:
                count += 1
                yield asked


def _questions(site: Site) -> Iterator[Asked]:
    binding = site.bindings[0]
    for place in site.places:
        for method, target in _targets(place):
            at = _place_of(site, target)
            yield Asked(site.key, at.key, binding.host or "localhost", binding.port, method, target)


def _place_of(site: Site, target: str) -> Place:
    """The deepest place of a target."""
    path = paths.fold(unquote(target.partition("?")[0])).rstrip("/")
    return next(one for one in site.places if f"{path}/".startswith(f"{paths.fold(one.url)}/"))


def _targets(place: Place) -> Iterator[tuple[str, str]]:
    """Requests for a place: itself, its files, and what is not there."""
    url = quote(place.url)
    yield from (("GET", url + "/"), ("HEAD", url + "/"), ("GET", f"{url or '/'}?a=b%20c"))
    yield from (("GET", f"{url}/missing.htm"), ("GET", f"{url}/missing.nokind"), ("GET", f"{url}/no/way/"))
    yield from (("OPTIONS", url + "/"), ("POST", url + "/"), ("DELETE", url + "/missing.htm"))
    top = place.folder + place.url[len(place.base) :] if place.folder else ""
    for folder, folders, names in os.walk(top) if os.path.isdir(top) else ():
        below = quote(os.path.relpath(folder, top)).removeprefix(".")
        lead = url + (f"/{below}" if below else "")
        yield from (("GET", f"{lead}/{quote(name)}") for name in sorted(folders)[:_FILES_A_FOLDER])
        for name in sorted(names)[:_FILES_A_FOLDER]:
            yield from ((method, f"{lead}/{quote(name)}") for method in ("GET", "HEAD", "POST"))


def _compared(asked: Asked, port: int, made: Converted) -> list[Difference]:
    ours, theirs = ask(asked, asked.port), ask(asked, port)
    place = asked.place[3:]
    named = any(one.property in _TOLD and paths.is_below(place, one.path) for one in made.unsaid)
    found = []
    if ours.status != theirs.status:
        found.append(Difference(asked, "status", str(ours.status), str(theirs.status), named))
    for name in sorted(ours.headers.keys() | theirs.headers.keys()):
        left, right = ours.headers.get(name, ""), theirs.headers.get(name, "")
        if left != right:
            found.append(Difference(asked, name, left, right, named))
    if ours.body != theirs.body:
        left, right = (repr(body[:40]) for body in (ours.body, theirs.body))
        found.append(Difference(asked, "body", left, right, named))
    return found


def ask(asked: Asked, port: int) -> Answered:
    """The answer of a server at a port of this machine, without what the notes of every conversion name."""
    connection = HTTPConnection(_HERE, port, timeout=30)
    try:
        connection.request(asked.method, asked.target, headers={"Host": asked.host})
        answer = connection.getresponse()
        body = answer.read()
        fields = [(name.lower(), value) for name, value in answer.getheaders()]
        headers = {name: _plain(name, value) for name, value in fields if name not in _OWN}
    except (OSError, HTTPException) as error:
        raise ProofError(f"{asked.method} {asked.target} got no answer: {error}.") from None
    finally:
        connection.close()
    listed = b"<title>Index of" in body or b"Last modified" in body
    if (
        asked.method == "OPTIONS"
        or answer.status >= 300
        or (answer.status == 200 and asked.target.endswith("/") and listed)
    ):
        return Answered(answer.status, {k: v for k, v in headers.items() if k != "content-type"}, b"")
    return Answered(answer.status, headers, body)


_OWN: Final = frozenset({
    "server", "date", "connection", "keep-alive", "etag", "accept-ranges", "content-length", "vary",
    "transfer-encoding", "last-modified", "alt-svc", "www-authenticate", "via",
})  # fmt: skip


def _plain(name: str, value: str) -> str:
    """A value; an address without escapes, which each server sets as it likes."""
    return unquote(value) if name == "location" else value


def _free_port() -> int:
    with socket.create_server((_HERE, 0)) as listening:
        return int(listening.getsockname()[1])
