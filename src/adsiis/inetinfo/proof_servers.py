"""Two servers for one tree: ourselves, and another with the configuration we made for it.

Both are at 127.0.0.1, each address and port of the tree's bindings at a free port of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import socket
import subprocess
import time
from threading import Thread
from typing import TYPE_CHECKING, Final

from adsiis.dllhost.applications import Applications
from adsiis.dllhost.cgi import CgiRuntime
from adsiis.dllhost.fastcgi import FastCgiRuntime
from adsiis.dllhost.kinds import CGI, FASTCGI
from adsiis.dllhost.script_settings import ScriptSettings
from adsiis.metabase import paths
from adsiis.metabase.record import Key
from adsiis.metabase.tree import MemoryTree
from adsiis.schema import schema
from adsiis.schema.constants import SERVER_BINDINGS
from adsiis.w3svc.bindings import BindingSyntaxError, parse_bindings
from adsiis.w3svc.handlers import ApplicationHandler
from adsiis.w3svc.service import WebService
from adsiis.w3svc.siteconfig import SiteStartError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from adsiis.dllhost.applications import Factory
    from adsiis.dllhost.context import Context
    from adsiis.formats.convert.model import Site
    from adsiis.metabase.tree import Tree

HERE: Final = "127.0.0.1"
_SECURE_BINDINGS: Final = 2021
_START_SECONDS: Final = 20.0
_PORTS: Final = range(20_000, 32_000)


class ProofError(Exception):
    """A comparison that cannot be made; its text is one full sentence."""


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
        lines.append(f"{HERE}:{port}:{found.host}")
    records[SERVER_BINDINGS] = schema().record("ServerBindings", lines)
    records.pop(_SECURE_BINDINGS, None)
    return Key(key.path, records)


@contextlib.contextmanager
def serving(tree: Tree, data_folder: str, sites: Iterable[Site], folder: str) -> Iterator[None]:
    """Serve a tree ourselves, on a loop of its own; its programs run here, their sockets in a folder."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    applications = Applications(data_folder, "proof", runtimes=_programs(tree, data_folder, folder))
    kinds = dict.fromkeys(
        ("wsgi", "asgi", CGI, FASTCGI), lambda name: ApplicationHandler(name, lambda _: applications)
    )
    service = WebService(lambda: tree, data_folder, handlers=kinds)
    try:
        for site in sites:
            try:
                asyncio.run_coroutine_threadsafe(service.start_site(site.key), loop).result(_START_SECONDS)
            except SiteStartError as error:
                raise ProofError(f"{error} Nothing was compared.") from None
        yield
    finally:
        asyncio.run_coroutine_threadsafe(service.close(), loop).result(_START_SECONDS)
        asyncio.run_coroutine_threadsafe(applications.close(), loop).result(_START_SECONDS)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def _programs(tree: Tree, data_folder: str, folder: str) -> dict[str, Factory]:
    """What runs CGI and FastCGI programs."""

    def settings(context: Context) -> ScriptSettings:
        return ScriptSettings(tree, data_folder, context.key)

    return {
        CGI: lambda context: CgiRuntime(context, settings(context)),
        FASTCGI: lambda context: FastCgiRuntime(context, settings(context), folder),
    }


@contextlib.contextmanager
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
                socket.create_connection((HERE, port), 1).close()
                break
            except OSError:
                time.sleep(0.02)


def _free_port() -> int:
    """A port nobody listens on, below those the system gives away for connections and for tests."""
    while True:
        port = _PORTS.start + secrets.randbelow(len(_PORTS))
        with contextlib.suppress(OSError), socket.create_server((HERE, port)):
            return port
