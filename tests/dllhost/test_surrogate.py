"""The surrogate process: its birth, its orders, its death, and what its applications can do to it."""

from __future__ import annotations

import asyncio
import hashlib
import os
import signal
import stat
import subprocess
import sys
import time

import psutil
import pytest

from adsiis import http
from adsiis.memory import heap_bytes
from bars import bar
from dllhost.chain import Surrogate, context_of, through_surrogate
from http_wire import Client

ASGI = context_of("asgi:asgi_manners:app")


@pytest.fixture
def surrogate(tmp_path):
    made = Surrogate(tmp_path)
    yield made
    made.close()


def chained(tmp_path, scenario, context=ASGI, *options, **more):
    async def whole():
        async with through_surrogate(tmp_path, context, *options, **more) as chain:
            return await scenario(chain)

    return http.run(whole())


def test_it_reports_its_process_and_carries_the_name_of_its_pool(surrogate):
    """docs/behaviour.md, surrogate-1."""
    assert surrogate.ready == f"ready {surrogate.process.pid}\n"
    assert "dllhost Pool 1" in " ".join(psutil.Process(surrogate.process.pid).cmdline())
    assert stat.S_IMODE(os.stat(surrogate.path).st_mode) == 0o600
    surrogate.say("ping 17")
    assert surrogate.heard() == "pong 17"


@pytest.mark.parametrize(("order", "last"), [("drain", "drained"), ("stop", "")])
def test_it_ends_when_told_to_and_leaves_no_socket(surrogate, order, last):
    """docs/behaviour.md, surrogate-4."""
    surrogate.say(order)
    assert surrogate.heard() == last
    assert surrogate.process.wait(60) == 0
    assert not os.path.exists(surrogate.path)


@pytest.mark.parametrize("end", ["pipe", "signal"])
def test_it_ends_when_its_host_is_gone_or_it_is_asked_by_a_signal(surrogate, end):
    """docs/behaviour.md, surrogate-4."""
    if end == "pipe":
        surrogate.hang_up()
    else:
        surrogate.process.terminate()
    assert surrogate.process.wait(60) == 0


def test_it_does_not_outlive_a_host_that_is_killed(tmp_path):
    """docs/behaviour.md, surrogate-4."""
    code = (
        f"import sys; sys.path.insert(0, {os.path.dirname(os.path.dirname(__file__))!r})\n"
        "import pathlib, time\nfrom dllhost.chain import Surrogate\n"
        f"print(Surrogate(pathlib.Path({str(tmp_path)!r})).process.pid, flush=True)\ntime.sleep(60)"
    )
    host = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    surrogate = psutil.Process(int(host.stdout.readline()))
    host.send_signal(signal.SIGKILL)
    host.wait()
    host.stdout.close()
    psutil.wait_procs([surrogate], timeout=60)
    assert not surrogate.is_running() or surrogate.status() == psutil.STATUS_ZOMBIE


def test_requests_in_work_finish_while_it_drains(tmp_path):
    """docs/behaviour.md, surrogate-4."""

    async def scenario(chain):
        asking = asyncio.create_task(chain.ask("/slow"))
        await asyncio.sleep(0.15)
        chain.surrogate.say("drain")
        answer = await asking
        await asyncio.to_thread(chain.surrogate.process.wait, 60)
        return answer[2], (await chain.ask("/hello"))[0]

    assert chained(tmp_path, scenario) == (b"slept", 502)


def test_an_application_that_is_unloaded_is_made_anew(tmp_path):
    """docs/behaviour.md, surrogate-2."""

    async def scenario(chain):
        before = eval((await chain.ask("/scope_of"))[2])["started"]
        chain.surrogate.say("unload /lm/w3svc/1/root")
        reported = await asyncio.to_thread(chain.surrogate.heard)
        after = eval((await chain.ask("/scope_of"))[2])["started"]
        return before, reported, after, chain.surrogate.log()

    before, reported, after, log = chained(tmp_path, scenario)
    assert (before, reported, after) == (1, "unloaded /lm/w3svc/1/root", 1)
    assert "the lifespan has ended" in log


def test_what_an_application_prints_goes_to_the_log_with_the_name_of_the_pool(tmp_path):
    """docs/behaviour.md, surrogate-5."""

    async def scenario(chain):
        status = (await chain.ask("/prints"))[0]
        chain.surrogate.say("stop")
        chain.surrogate.process.wait(60)
        return status, chain.surrogate.log()

    status, log = chained(tmp_path, scenario)
    assert status == 200
    for text in ("printed by a page", "echoed by a child", "on its error stream"):
        assert f"[Pool 1] {text}\n" in log


@pytest.mark.parametrize(
    ("context", "path", "expected"),
    [
        (ASGI, "/exits", (502, b"Bad Gateway\r\n")),
        (ASGI, "/exits_late", (200, b"half<cut off>")),
        (context_of("wsgi:wsgi_manners:app"), "/exits", (502, b"Bad Gateway\r\n")),
    ],
)
def test_an_application_that_ends_the_process_fails_only_its_request(tmp_path, context, path, expected):
    """docs/behaviour.md, forward-3, forward-4."""

    async def scenario(chain):
        status, _, body = await chain.ask(path, b"")
        chain.surrogate.process.wait(60)
        chain.surrogate.start()
        return (status, body), (await chain.ask("/hello"))[2]

    assert chained(tmp_path, scenario, context) == (expected, b"hello")


def test_wsgi_applications_run_on_threads_and_are_told_their_place(tmp_path):
    """docs/behaviour.md, surrogate-2."""

    async def scenario(chain):
        blocked = asyncio.create_task(chain.ask("/shop/blocks"))
        places = (await chain.ask("/shop/a%20b/places"))[2]
        length = (await chain.ask("/shop/length", b"x" * 300_000))[2]
        return places, length, blocked.done(), (await blocked)[2]

    context = context_of("wsgi:wsgi_manners:app", "/shop")
    assert chained(tmp_path, scenario, context) == (
        b"/shop|/a b/places|127.0.0.1|test|HTTP/1.1|http", b"300000", False, b"blocked",
    )  # fmt: skip


def test_a_request_whose_body_is_still_coming_is_answered_by_the_application_that_is_unloaded(tmp_path):
    """docs/behaviour.md, surrogate-2."""

    async def scenario(chain):
        client = await Client.to(chain.listener)
        client.send(
            b"POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\nConnection: close\r\n\r\nhello"
        )
        await asyncio.sleep(0.5)
        chain.surrogate.say("unload ")
        await asyncio.sleep(0.2)
        client.send(b"world")
        heard = await client.rest(60)
        return heard, await asyncio.to_thread(chain.surrogate.heard)

    heard, reported = chained(tmp_path, scenario, context_of("wsgi:wsgi_manners:app"))
    assert (heard[9:12], heard.rpartition(b"\r\n")[2], reported) == (b"200", b"10", "unloaded ")


def test_a_request_that_takes_too_long_is_a_504(tmp_path):
    """docs/behaviour.md, forward-3."""
    limits = http.UpstreamLimits(answer_timeout=0.1)
    status = chained(tmp_path, lambda chain: chain.ask("/wait"), limits=limits)[0]
    assert status == 504


def test_requests_wait_for_a_connection_and_past_the_queue_are_a_503(tmp_path):
    """docs/behaviour.md, forward-3."""
    limits = http.UpstreamLimits(connections=1, queue=1)

    async def scenario(chain):
        return await asyncio.gather(*(chain.ask("/slow") for _ in range(3)))

    answers = chained(tmp_path, scenario, limits=limits)
    assert sorted(status for status, _, _ in answers) == [200, 200, 503]


def test_a_request_without_an_envelope_is_refused(surrogate):
    """docs/behaviour.md, forward-1."""

    async def scenario():
        reader, writer = await asyncio.open_unix_connection(surrogate.path)
        writer.write(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        heard = await reader.read()
        writer.close()
        return heard

    assert http.run(scenario()).startswith(b"HTTP/1.1 400")


def test_two_applications_of_one_process_cannot_take_each_others_modules(tmp_path):
    """docs/behaviour.md, surrogate-3."""
    (tmp_path / "no_lifespan.py").write_text("app = None\n")

    async def scenario(chain):
        first = (await chain.ask("/"))[0]
        chain.context = context_of("asgi:no_lifespan:app", "/other", str(tmp_path))
        return first, (await chain.ask("/other"))[0], chain.surrogate.log()

    first, second, log = chained(tmp_path, scenario, context_of("asgi:no_lifespan:app"))
    assert (first, second) == (200, 500)
    assert "of another application is loaded in this process already" in log


def test_a_killed_surrogate_fails_only_what_was_in_work(tmp_path):
    """docs/behaviour.md, forward-3."""

    async def scenario(chain):
        outcomes = []

        async def load():
            while not stop.is_set():
                began = time.monotonic()
                outcomes.append(((await chain.ask("/hello", headers=b""))[0], began))

        async def answered(since):
            async with asyncio.timeout(60):
                while [status for status, began in outcomes if began > since].count(200) < 100:  # noqa: ASYNC110
                    await asyncio.sleep(0.01)

        stop = asyncio.Event()
        workers = [asyncio.create_task(load()) for _ in range(8)]
        await answered(0)
        chain.surrogate.kill()
        chain.surrogate.start()
        back = time.monotonic()
        await answered(back)
        stop.set()
        await asyncio.gather(*workers)
        return outcomes, back

    outcomes, back = chained(tmp_path, scenario)
    assert {status for status, _ in outcomes} <= {200, 502}
    assert [status for status, began in outcomes if began > back and status != 200] == []


def anonymous_bytes(pid):
    """What a process holds in memory but for pages of files, which the system takes and gives back."""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) << 10 for line in status if line.startswith("RssAnon:"))


def held(chain):
    """What the surrogate holds, and this process: here only what is in use, as all tests share its heap."""
    return anonymous_bytes(chain.surrogate.process.pid) + heap_bytes(collect=False)


def test_long_bodies_pass_both_ways_without_being_kept(tmp_path):
    """docs/behaviour.md, forward-2."""
    size = bar(100_000_000) // 65_536 * 65_536
    piece = bytes(range(256)) * 256

    async def scenario(chain):
        await chain.ask("/long?655360")
        before = most = held(chain)
        down = await Client.to(chain.listener)
        down.send(b"GET /long?%d HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" % size)
        received, looks = 0, 0
        while more := await down.reader.read(1 << 20):
            received += len(more)
            if received > looks * size // 8:
                most, looks = max(most, held(chain)), looks + 1
        up = await Client.to(chain.listener)
        up.send(b"POST /digest HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % size)
        for number in range(size // len(piece)):
            up.send(piece)
            await up.writer.drain()
            if number % (size // len(piece) // 8) == 0:
                most = max(most, held(chain))
        heard = await up.rest(20)
        return received, heard.partition(b"\r\n\r\n")[2], max(most, held(chain)) - before

    received, digest, grown = chained(tmp_path, scenario)
    expected = hashlib.sha256()
    for _ in range(size // len(piece)):
        expected.update(piece)
    assert received > size
    assert digest == b"%d %b" % (size, expected.hexdigest().encode())
    assert grown < 5_000_000


def test_a_slow_client_holds_back_the_application(tmp_path):
    """docs/behaviour.md, forward-2."""

    async def scenario(chain):
        process = psutil.Process(chain.surrogate.process.pid)
        await chain.ask("/hello")
        before = process.memory_info().rss
        client = await Client.to(chain.listener, limit=1024)
        client.send(b"GET /endless HTTP/1.1\r\nHost: a\r\n\r\n")
        await asyncio.sleep(0.5)
        return process.memory_info().rss - before

    assert chained(tmp_path, scenario) < 5_000_000


def test_memory_is_flat_over_many_requests(tmp_path):
    """docs/behaviour.md, surrogate-2."""

    async def scenario(chain):
        process = psutil.Process(chain.surrogate.process.pid)
        client = await Client.to(chain.listener)

        async def rounds(count):
            for _ in range(count // 50):
                client.send(b"GET /hello HTTP/1.1\r\nHost: a\r\n\r\n" * 50)
                for _ in range(50):
                    await client.until(b"hello")

        await rounds(bar(20_000))
        before = process.memory_info().rss
        await rounds(bar(20_000))
        return process.memory_info().rss - before

    assert chained(tmp_path, scenario) < 1_000_000
