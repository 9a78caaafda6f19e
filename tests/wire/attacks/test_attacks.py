r"""Attacks, as raw bytes to a served site: a folder for each class, a file for each case.

The first line of a file says what the case is. Up to `===` stands what a client sends: line breaks do not
count, `\r`, `\n`, `\t` and `\xNN` do; `<abc x 3>` stands for abcabcabc; a line `--- 0.1` is a pause of so many
seconds; `<end>` closes the client's half. Below stand the statuses answered, `|` between those that are as
good, and whether the connection is then closed; below that the requests that reached a handler. Whatever the
case, no answer holds what is secret, or anything of the inside.
"""

from __future__ import annotations

import asyncio
import gc
import os
import re
import socket
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import pytest

from adsiis.http import Limits, Response
from adsiis.w3svc.logfiles import LogFiles
from bars import bar
from w3svc.world import ASP, ask, free_port, key, serving, site, tree_of

HERE = Path(__file__).parent
CASES = sorted(str(path.relative_to(HERE))[:-5] for path in HERE.glob("*/*.http"))
CLASSES = {
    "ancestor-permissions", "case-and-separators", "chunked", "commands", "content-length", "devices",
    "double-decoding", "header-changes", "inside", "listings", "log-lines", "narrow-lengths", "odd-suffixes", "oversized",
    "overlong-utf8", "percent", "script-in-pages", "semicolons", "slow", "smuggling", "source", "streams",
    "symbolic-links", "trailing-characters", "traversal", "unneeded-handlers", "webdav",
}  # fmt: skip
ROWS = {
    "overlong UTF-8": "overlong-utf8",
    "decoding twice": "double-decoding",
    "permissions of an ancestor on a deeper file": "ancestor-permissions",
    "a percent sign without two digits": "percent",
    "trailing blanks and dots, shortened names": "trailing-characters devices",
    "a suffix that leads to another handler": "odd-suffixes",
    "streams": "streams",
    "a semicolon behind the extension": "semicolons",
    "a header field that changes what is done": "header-changes",
    "source shown": "source symbolic-links",
    "a command in a file name": "commands",
    "chunks: no data, huge sizes, overflow": "chunked",
    "a wrong Content-Length": "content-length",
    "narrow lengths": "narrow-lengths oversized",
    "handlers that nobody needs": "unneeded-handlers",
    "WebDAV": "webdav",
    "listings, endless loops": "listings slow",
    "script in pages": "script-in-pages",
    "addresses and folders of the inside": "inside",
    "request smuggling": "smuggling",
    "lines of the log": "log-lines",
    "letter case, separators, prefixes": "case-and-separators traversal",
}
"""Each class of attacks, and the folders that hold its cases."""
BESIDE = {
    "included files: long names, parent paths": (
        "wire/w3svc/test_includes.py",
        "test_what_may_not_be_included_leaves_one_sentence",
        "test_parent_paths_are_off_until_they_are_switched_on",
        "test_a_page_that_includes_itself_ends",
    ),
    "clients without a name": (
        "w3svc/access/test_addresses.py",
        "test_a_client_without_a_name_is_refused_by_either_list",
    ),
    "a name that does not lead back": (
        "w3svc/access/test_host_names.py",
        "test_a_name_counts_only_if_it_leads_back",
    ),
    "the rights of the host in a surrogate": (
        "inetinfo/test_other_users.py",
        "test_its_processes_are_that_users_and_own_nothing_of_the_hosts",
    ),
    "letter case among many hosts": (
        "wire/w3svc/test_attacks.py",
        "test_letter_case_of_a_host_counts_no_more_among_many_sites",
    ),
    "a body cut off taken for a whole one": (
        "http/test_bodies.py",
        "test_a_body_cut_off_never_looks_like_a_whole_one",
    ),
    "clients that do not read": ("http/test_limits.py", "test_a_client_that_does_not_read_is_dropped"),
}
"""What takes more than bytes to one site, and the tests that hold it."""
FIELDS, ALL = 22, 0x3FFFFF
SECRET = b"TOP-SECRET"
ESCAPE = re.compile(rb"\\(x[0-9a-f]{2}|r|n|t)")
REPEATED = re.compile(rb"<(.+?) x (\d+)>")
MARK = re.compile(rb"\n(--- [\d.]+|<end>)(?=\n)")
PLAIN = {b"r": b"\r", b"n": b"\n", b"t": b"\t"}
FOLDERS = ("scripts", "protected", "open/inner", "open/other", "all", "loose", "run", "app", "staff")
SECRETS = (
    "../secret.txt", "scripts/page.asp", "global.asa", "protected/notes.txt", "protected/STRASSE.txt",
    "open/a.asp", "open/inner/notes.txt", "open/settings.inc", "open/x.ini", "open/data.mdb", "all/x.asp",
    "all/y.ASP", "run/page.asp", "run/page.old", "locked.txt", "staff/list.txt", "web.config", ".htaccess",
    ".hidden", "app/file.txt", "all/z.txt:stream", "all/z.txt::$DATA", "all/z.txt.", "all/z.txt ", "all/con",
    "all/nul.txt", "all/z*.txt", "all/z?.txt",
)  # fmt: skip
AT_ONCE = 32
END = b"<end>"


class Case(NamedTuple):
    """One file."""

    pieces: list[bytes | float]
    answered: str
    reached: list[str]

    @property
    def waits(self):
        """Whether its end comes only when time is up."""
        return "408" in self.answered or self.answered == "close"


def read(name):
    _, _, text = (HERE / f"{name}.http").read_bytes().partition(b"\n")
    sent, _, expected = text.rpartition(b"\n===\n")
    parts = MARK.split(b"\n" + sent + b"\n")
    pieces = [float(part[4:]) if part.startswith(b"--- ") else unescaped(part) for part in parts]
    answered, *reached = expected.decode("ascii").splitlines()
    return Case([piece for piece in pieces if piece != b""], answered, reached)


def unescaped(part):
    text = REPEATED.sub(lambda found: found[1] * int(found[2]), part.replace(b"\n", b""))
    return ESCAPE.sub(lambda found: PLAIN.get(found[1]) or bytes([int(found[1][1:], 16)]), text)


class Seen:
    """A handler that notes what reaches it, and that fails when asked to."""

    by_ports: dict[tuple[int, int], list[str]] = {}  # noqa: RUF012 - cleared for each world
    """By the ports of client and server: two clients of two servers may have the same."""

    def __init__(self, _spec):
        pass

    async def __call__(self, request, settings, path, script):
        body = await request.body.read(1 << 20)
        shown = body.decode("latin-1").replace("\r", "\\r").replace("\n", "\\n")
        shown = shown if len(shown) < 1000 else f"{len(shown)} bytes"
        line = f"{request.method} {request.target.decode('latin-1')} {shown}".rstrip()
        self.by_ports.setdefault((request.client[1], request.server[1]), []).append(line)
        if path.endswith("/fail"):
            raise RuntimeError(f"a fault in {script or settings.folder}")
        return Response(200, [], b"ran")

    def close(self):
        pass


def files_of(top):
    """A site's files, with secrets in and beside it."""
    web = top / "wwwroot"
    for folder in FOLDERS:
        (web / folder).mkdir(parents=True)
    for name in SECRETS:
        (web / name).write_bytes(b"<% " + SECRET + b" %>")
    (web / "index.htm").write_bytes(b"welcome")
    (web / "a.asp;.jpg").write_bytes(b"picture")
    links = {
        "leak.txt": top / "secret.txt",
        "up": top,
        "root": "/",
        "open/side": web / "protected",
        "open/page.txt": web / "scripts" / "page.asp",
        "loose/page.txt": web / "scripts" / "page.asp",
    }
    for name, target in links.items():
        os.symlink(target, web / name)
    return web


def world_of(web, ports):
    """The keys of a site on some ports: open, protected and signed-in places, scripts and an application."""
    root = "/LM/W3SVC/1/ROOT"
    hostile = {".asp,text/plain", ".asa,text/plain"}
    bindings = [f"127.0.0.1:{port}:{host}" for port in ports for host in ("www.example", "")]
    top, place = site(1, web, bindings, MimeMap=sorted(hostile))
    more = key(top.path, ConnectionTimeout=1, LogFileDirectory=str(web.parent / "logs"), LogExtFileFlags=ALL)
    return tree_of(
        type(top)(top.path, top.records | more.records),
        place,
        key(f"{root}/protected", AccessFlags=0),
        key(f"{root}/open/inner", AccessFlags=0),
        key(f"{root}/locked.txt", AccessFlags=0),
        key(f"{root}/staff", AuthFlags=2),
        key(f"{root}/loose", ScriptMaps=[".none,none,1"]),
        key(f"{root}/all", MimeMap=[".*,text/plain"], ScriptMaps=[ASP]),
        key(f"{root}/run", ScriptMaps=[".asp,seen:asp,5,GET,HEAD,POST"]),
        key(f"{root}/app", ScriptMaps=["*,seen:app,1"]),
    )


class World(NamedTuple):
    """A served site: a port for those who hurry, one whose clients soon run out of time, and its folder."""

    patient: int
    impatient: int
    folder: Path
    services: list

    def open_connections(self):
        return sum(one.connections for server in self.services for one in listeners(server))


def listeners(server):
    return [one for opened in server.service._ports._open.values() for one in opened]


@contextmanager
def served(folder):
    web, ports = files_of(folder), (free_port(), free_port())
    Seen.by_ports.clear()
    quick = Limits(header_timeout=1.0, body_timeout=1.0, max_body=200_000)
    usual = Limits(max_body=200_000)
    options = {"handlers": {"seen": Seen}}
    trees = [world_of(web, [port]) for port in ports]
    with (
        closing(LogFiles(lambda: trees[0], str(folder))) as log,
        serving(trees[0], folder, limits=usual, log=log.add, **options) as patient,
        serving(trees[1], folder, limits=quick, log=lambda *_: None, **options) as impatient,
    ):
        patient.start()
        impatient.start()
        yield World(*ports, web, [patient, impatient])


async def outcome(world, case, turn):
    """What is heard in answer to a case, and what reached a handler."""
    async with turn, asyncio.timeout(60):
        with socket.create_connection(
            ("127.0.0.1", world.impatient if case.waits else world.patient)
        ) as sock:
            sock.setblocking(False)
            ports = sock.getsockname()[1], sock.getpeername()[1]
            sending = asyncio.create_task(send(sock, case.pieces))
            heard = await listen(sock)
            sending.cancel()
    return heard, Seen.by_ports.pop(ports, [])


async def send(sock, pieces):
    """Send on, whatever the other end does."""
    with suppress(OSError):
        for piece in pieces:
            if isinstance(piece, float):
                await asyncio.sleep(piece)
            elif piece == END:
                sock.shutdown(socket.SHUT_WR)
            else:
                await asyncio.get_running_loop().sock_sendall(sock, piece)


async def listen(sock):
    """What comes until the other end closes."""
    heard = b""
    with suppress(ConnectionError):
        while more := await asyncio.get_running_loop().sock_recv(sock, 65536):
            heard += more
    return heard


async def outcomes_of(world, cases):
    turn, slow = asyncio.Semaphore(AT_ONCE), asyncio.Semaphore(AT_ONCE)
    asked = [outcome(world, case, slow if case.waits else turn) for case in cases.values()]
    return dict(zip(cases, await asyncio.gather(*asked), strict=True))


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    with served(tmp_path_factory.mktemp("attacked")) as made:
        yield made


@pytest.fixture(scope="module")
def outcomes(world):
    return asyncio.run(outcomes_of(world, {name: read(name) for name in CASES}))


def test_every_class_has_its_cases():
    """At least 300 in all, 80 of them of requests read in two ways."""
    assert {name.partition("/")[0] for name in CASES} == CLASSES
    assert len(CASES) >= 300
    assert sum(name.startswith("smuggling/") for name in CASES) >= 80
    assert {folder for folders in ROWS.values() for folder in folders.split()} == CLASSES


@pytest.mark.parametrize("row", BESIDE)
def test_what_is_tested_elsewhere_is(row):
    file, *tests = BESIDE[row]
    text = (HERE.parents[1] / file).read_text(encoding="utf-8")
    assert all(f"def {test}" in text for test in tests)


@pytest.mark.parametrize("name", CASES)
def test_an_attack_gets_the_answer_beside_it_and_nothing_else(world, outcomes, name):
    """docs/behaviour.md, url-1 to url-4, http-2 to http-7, settings-2, static-2, static-3, page-1."""
    case, (heard, reached) = read(name), outcomes[name]
    statuses = b" ".join(re.findall(rb"HTTP/1\.1 (\d{3}) ", heard)).decode()
    assert re.fullmatch(" ".join(case.answered.split()[:-1]), statuses), statuses
    assert reached == case.reached
    inside = (
        str(world.folder).encode(),
        b"wwwroot",
        b"127.0.0.1",
        os.uname().nodename.encode(),
        b"Traceback",
    )
    for word in (SECRET, b"<%", b"root:", b"<script", b"evil.example/", *inside):
        assert word not in heard


def test_each_of_them_is_one_line_of_the_log_at_most_and_breaks_none(world, outcomes):
    """docs/behaviour.md, log-2: 22 words of printable ASCII, whatever came."""
    until, text = time.monotonic() + 30, ""
    while "the-last" not in text:
        assert time.monotonic() < until
        ask(world.patient, "/index.htm?the-last", host="www.example")
        time.sleep(0.3)
        text = "".join(path.read_bytes().decode("ascii") for path in world.folder.parent.rglob("ex*.log"))
    lines = [line for line in text.split("\r\n") if line and not line.startswith("#")]
    answers = sum(len(re.findall(rb"HTTP/1\.1 \d", heard)) for heard, _ in outcomes.values())
    assert 100 < len(lines) <= answers + 100
    assert [line for line in lines if len(line.split(" ")) != FIELDS or not line.isprintable()] == []


def test_after_all_of_them_the_server_is_up_and_nothing_is_left_over(world, outcomes):
    """docs/behaviour.md, http-10: no connection, descriptor, task or object stays behind."""
    quick = {name: case for name in CASES if not (case := read(name)).waits}
    asyncio.run(outcomes_of(world, quick))
    before = left_over(world)
    for _ in range(bar(10)):
        asyncio.run(outcomes_of(world, quick))
    after = left_over(world)
    assert len(outcomes) == len(CASES)
    assert (world.folder / "index.htm").read_bytes() == b"welcome"
    assert ask(world.patient, host="www.example").body == b"welcome"
    assert after[:3] == before[:3] == (0, before[1], before[2])
    assert after[3] <= before[3] + 500


def left_over(world):
    """How many connections, descriptors, tasks of the servers and objects there are."""
    tasks = [len(asyncio.all_tasks(server.loop)) for server in world.services]
    gc.collect()
    return world.open_connections(), len(os.listdir("/proc/self/fd")), tasks, len(gc.get_objects())
