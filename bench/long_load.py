"""Does the web service give back what a long, rough load takes? The heap of a host over millions of requests.

The load comes from several clients at once, in rounds that all hold the same: requests many to a connection,
connections for one request, TLS, uploads whole, in empty chunks and cut off, downloads given up, bad and half
requests. Between batches of rounds the host looks at itself, then drops its caches and looks again: the slope
is of what stays without them, and what they held is told beside it.

`ADSIIS_REQUESTS` says how many requests; ten million where it is not set.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import socket
import ssl
import struct
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import _lru_cache_wrapper
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from adsiis import memory
from adsiis.http import messages
from adsiis.inetinfo.soak_host import ROOT, RunningHost, free_port, hosting
from adsiis.inetinfo.soak_workloads import HOSTS, Workload
from adsiis.metabase.changes import CreateKey, SetRecords
from adsiis.metabase.metabase import close_metabase, open_metabase
from adsiis.schema import schema
from adsiis.w3svc.certificates import Certificates
from adsiis.w3svc.questions import Questions

REQUESTS = 10_000_000
CLIENTS = 4
SAMPLES = 50
WAKING = 5
ALLOWED = 2 << 20
LOG_BYTES = 16 << 20
SETTLE = 0.3
SERVING = ("adsiis.http", "adsiis.w3svc")
BUNDLES = 20
BIG = 4 << 20
END = b"the end of a bundle"
LAST = b"GET /web/end.txt HTTP/1.1\r\nHost: x\r\n\r\n"
RESET = struct.pack("ii", 1, 0)
FILES = {"a.txt": "load\n" * 200, "end.txt": END.decode(), "page.htm": "<p>load</p>\n" * 100}


def run() -> dict[str, float | str]:
    """What the heap, descriptors and tasks of the host were like over so many requests."""
    found = measured(int(os.environ.get("ADSIIS_REQUESTS", REQUESTS)))
    slope = found.measurement.slope
    mib = 1 << 20
    return {
        "requests": found.measurement.calls,
        "requests a second, looks at the heap included": round(found.rate),
        "heap slope, bytes a request": f"{slope.bytes_per_call:.3f}",
        "its 95 % interval": f"{slope.low:.3f} to {slope.high:.3f}",
        "upper end times the requests, MiB (below 2)": found.upper_end / mib,
        "descriptors left over": found.descriptors,
        "tasks left over": found.tasks,
        "threads left over": found.threads,
        "heap grown, caches dropped, MiB": found.grown / mib,
        "caches held at most, MiB": max(found.cached) / mib,
        "caches held in the end, MiB": found.cached[-1] / mib,
    }


class Found(NamedTuple):
    """What a load showed: the heap against requests, and what was left over at its end."""

    measurement: memory.Measurement
    rate: float
    descriptors: int
    tasks: int
    threads: int
    grown: int
    cached: list[int]

    @property
    def upper_end(self) -> float:
        """The bytes that the requests may have cost, by the upper end of the slope's interval."""
        return max(self.measurement.slope.high, 0.0) * self.measurement.calls


def measured(requests: int, samples: int = SAMPLES) -> Found:
    """Load a host of its own, and look at it between batches."""
    works = [Workload("web", files=FILES), Workload("look", ("*,wsgi:bench.long_load:looked,0",))]
    paths = os.pathsep.join([str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    with hosting(HOSTS["inetinfo"], works, environment={"PYTHONPATH": paths}) as host:
        secure = prepare(host)
        clients = [Client(host.port, secure, number) for number in range(CLIENTS)]
        with ThreadPoolExecutor(CLIENTS) as crowd:
            return follow(host, clients, crowd, requests, samples)


def follow(
    host: RunningHost, clients: list[Client], crowd: ThreadPoolExecutor, requests: int, samples: int
) -> Found:
    """Batches of rounds; after each a look at the heap as it is, and one without what is kept on purpose."""
    for _ in range(WAKING):
        made = sum(crowd.map(Client.round, clients))
    rounds = max(-(-requests // made), samples)
    series, cached = memory.Series(samples), []
    last = first = look(host, drop_caches=True)
    series.add(0, first.sample)
    begun, done = time.perf_counter(), 0
    for batch in memory.batches(rounds, samples):
        for _ in range(batch):
            done += sum(crowd.map(Client.round, clients))
        full, last = look(host), look(host, drop_caches=True)
        series.add(done, last.sample)
        cached.append(full.sample.heap - last.sample.heap)
    return Found(
        series.result(), done / (time.perf_counter() - begun), last.sample.fds - first.sample.fds,
        last.tasks - first.tasks, last.sample.threads - first.sample.threads,
        last.sample.heap - first.sample.heap, cached,
    )  # fmt: skip


class Look(NamedTuple):
    """What the host holds at a moment."""

    sample: memory.Sample
    tasks: int


def look(host: RunningHost, *, drop_caches: bool = False) -> Look:
    """The heap and the tasks, when what clients left behind is over; full logs go, so that disks last."""
    logs = sorted(Path(host.home).rglob("extend*.log"), key=lambda log: log.stat().st_mtime)
    for log in logs[:-1]:
        log.unlink()
    if drop_caches:
        touch_service(host)
    time.sleep(SETTLE)
    alive = json.loads(host.get("/look/?drop" if drop_caches else "/look/"))
    _, sample = host.sampled(collector=True)
    return Look(sample, alive)


def touch_service(host: RunningHost) -> None:
    """Change a property of the service, which drops all that is kept of any site."""
    metabase = open_metabase(host.home)
    metabase.store.commit([SetRecords("/LM/W3SVC", (schema().record("DefaultDoc", "Default.htm"),))])
    close_metabase(host.home)


def looked(environ, start_response):
    """A page of the host: how many tasks it has; `?drop` empties what a change of a key does not."""
    if environ["QUERY_STRING"] == "drop":
        messages._GOOD_FIELDS.clear()  # noqa: SLF001 - there is no other way, and no other need for one
        for thing in gc.get_objects():
            if isinstance(thing, Questions):
                thing.forget()
            elif isinstance(thing, _lru_cache_wrapper) and thing.__module__.startswith(SERVING):
                thing.cache_clear()
    body = json.dumps(memory.live_objects(asyncio.Task)).encode()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]


def prepare(host: RunningHost) -> int:
    """A port for TLS, a place that can be written to, a large file and logs that can be thrown away."""
    record, secure = schema().record, free_port()
    pem, key = certificate()
    kept = Certificates(host.home).add(pem, key)
    metabase = open_metabase(host.home)
    top = Path(metabase.folder.drive_c, "Inetpub", "wwwroot")
    (top / "up").mkdir()
    with open(top / "web" / "big.txt", "wb") as file:
        file.truncate(BIG)
    metabase.store.commit([
        CreateKey(f"{ROOT}/up", (record("KeyType", "IIsWebDirectory"), record("AccessFlags", 3))),
        SetRecords("/LM/W3SVC/1", (
            record("SecureBindings", (f"127.0.0.1:{secure}:",)),
            record("SSLCertHash", bytes.fromhex(kept.hash)),
            record("SSLStoreName", kept.store),
            record("LogFilePeriod", 0),
            record("LogFileTruncateSize", LOG_BYTES),
        )),
    ])  # fmt: skip
    close_metabase(host.home)
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", secure)):
            break
        time.sleep(0.05)
    return secure


def certificate() -> tuple[bytes, bytes]:
    """A certificate for this machine that signs itself, and its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .sign(key, SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return made.public_bytes(Encoding.PEM), private


class Client:
    """One of those who load the host."""

    def __init__(self, port: int, secure: int, number: int) -> None:
        self._port = port
        self._secure = secure
        self._number = number
        self._made = 0
        self._tls = ssl.create_default_context()
        self._tls.check_hostname = False
        self._tls.verify_mode = ssl.CERT_NONE

    def round(self) -> int:
        """Requests of every kind; how many they were."""
        return sum((
            self._many_to_a_connection(),
            self._one_to_a_connection(),
            self._over_tls(),
            self._uploads(),
            self._given_up(),
            self._bad(),
        ))  # fmt: skip

    def _new(self) -> bytes:
        """A number that no request of this client had."""
        self._made += 1
        return b"%d-%09d" % (self._number, self._made)

    def _open(self) -> socket.socket:
        sock = socket.create_connection(("127.0.0.1", self._port), timeout=60)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return sock

    def _many_to_a_connection(self) -> int:
        with self._open() as sock:
            for _ in range(BUNDLES):
                requests = self._bundle()
                sock.sendall(b"".join(requests))
                answers = read_until(sock, END)
                expect(answers.count(b"HTTP/1.1 "), len(requests), "answers to a bundle")
        return BUNDLES * len(requests)

    def _bundle(self) -> list[bytes]:
        return [
            *[request(b"GET", b"/web/a.txt")] * 20,
            *[request(b"GET", b"/web/a.txt?" + self._new()) for _ in range(5)],
            *[request(b"GET", b"/web/none-" + self._new()) for _ in range(3)],
            request(b"GET", b"/web/A.TXT", b"Cookie: a=" + self._new()),
            request(b"GET", b"/web/a.txt", b"If-None-Match: *"),
            request(b"GET", b"/web/a.txt", b"Range: bytes=1-9"),
            request(b"GET", b"/web/a.txt", b"Range: bytes=1-9,20-30"),
            request(b"GET", b"/web/big.txt", b"Range: bytes=100000-100999"),
            request(b"HEAD", b"/web/page.htm"),
            request(b"GET", b"/web/page.htm", b"Accept-Encoding: gzip"),
            request(b"GET", b"/web/%2e%2e/%2e%2e/a.txt"),
            request(b"GET", b"/web"),
            request(b"OPTIONS", b"/web/a.txt"),
            request(b"POST", b"/web/a.txt", b"Content-Length: 3") + b"abc",
            request(b"POST", b"/web/a.txt", b"Transfer-Encoding: chunked") + b"0\r\n\r\n",
            LAST,
        ]

    def _one_to_a_connection(self) -> int:
        for _ in range(30):
            with self._open() as sock:
                sock.sendall(request(b"GET", b"/web/a.txt", b"Connection: close"))
                expect(whole(sock)[9:12], b"200", "a request of its own")
        return 30

    def _over_tls(self) -> int:
        for _ in range(3):
            with (
                socket.create_connection(("127.0.0.1", self._secure), timeout=60) as plain,
                self._tls.wrap_socket(plain) as sock,
            ):
                sock.sendall(request(b"GET", b"/web/a.txt") * 9 + LAST)
                expect(read_until(sock, END).count(b"HTTP/1.1 200"), 10, "answers over TLS")
        with socket.create_connection(("127.0.0.1", self._secure), timeout=60) as sock:
            sock.sendall(b"\x16\x03\x01\x02\x00\x01\x00")
        return 31

    def _uploads(self) -> int:
        target = b"/up/%d.txt" % self._number
        chunked = request(b"PUT", target, b"Transfer-Encoding: chunked", b"Connection: close")
        long = request(b"PUT", target, b"Content-Length: 100000", b"Connection: close")
        for upload in (chunked + b"5\r\nwhole\r\n0\r\n\r\n", chunked + b"0\r\n\r\n"):
            with self._open() as sock:
                sock.sendall(upload)
                expect(whole(sock)[9:10], b"2", "an upload")
        for upload in (long + b"x" * 30_000, long, chunked + b"1000\r\nshort", chunked + b"5\r\nwhole\r\n"):
            with self._open() as sock:
                sock.sendall(upload)
            with self._open() as sock:
                sock.sendall(upload)
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        return 10

    def _given_up(self) -> int:
        for _ in range(5):
            with self._open() as sock:
                sock.sendall(request(b"GET", b"/web/big.txt"))
                expect(sock.recv(1000)[9:12], b"200", "a download")
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        return 5

    def _bad(self) -> int:
        for bad in (b"GET / HTTP/1.1\r\n\r\n", b"\x00\xff\r\n\r\n", b"GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n"):
            with self._open() as sock:
                sock.sendall(bad)
                sock.shutdown(socket.SHUT_WR)
                expect(whole(sock)[9:12], b"400", "a bad request")
        for half in (b"", b"GET /web", request(b"GET", b"/web/a.txt")[:-2]):
            with self._open() as sock:
                sock.sendall(half)
        return 6


def request(method: bytes, target: bytes, *fields: bytes) -> bytes:
    return b"\r\n".join([b"%b %b HTTP/1.1" % (method, target), b"Host: x", *fields, b"", b""])


def read_until(sock: socket.socket, end: bytes) -> bytes:
    heard = bytearray()
    while not heard.endswith(end):
        more = sock.recv(262_144)
        if not more:
            raise SystemExit(f"The host closed a connection after {bytes(heard[-300:])!r}.")
        heard += more
    return bytes(heard)


def whole(sock: socket.socket) -> bytes:
    heard = bytearray()
    with suppress(ConnectionResetError):
        while more := sock.recv(65_536):
            heard += more
    return bytes(heard)


def expect(found: object, expected: object, what: str) -> None:
    if found != expected:
        raise SystemExit(f"The host gave {found!r} for {what}, where {expected!r} would be right.")
