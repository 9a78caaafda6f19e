"""The memory of another process: what counts, what can be told of it, and what cannot be looked at."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import contextmanager

import pytest

from adsiis import memory
from adsiis.memory import outside

OTHER = """
import mmap, os, sys, threading, time
kept, turns, never = [], [], threading.Event()
def nothing(): pass
def slot(): kept.append(None)
def block(): kept.append(bytes(bytearray(5_000)))
def write(): kept.append(b"x" * (8 << 20))
def read():
    with open(sys.argv[1], "rb") as file:
        kept.append(mmap.mmap(file.fileno(), 0, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ))
        sum(kept[-1][::4096])
def opened(count):
    turns.append(1)
    if len(turns) % 20 == 0 and len(turns) // 20 <= count:
        kept.append(os.dup(0))
def descriptors(): opened(1_000_000)
def pool(): opened(12)
def threads():
    turns.append(1)
    if len(turns) % 20 == 0:
        threading.Thread(target=never.wait, daemon=True).start()
def always():
    while True:
        kept.append(b"x" * 20_000)
        time.sleep(0.002)
def beside():
    if not turns:
        turns.append(threading.Thread(target=always, daemon=True))
        turns[0].start()
    time.sleep(0.0005)
for line in sys.stdin:
    name, calls = line.split()
    call = globals()[name]
    for _ in range(int(calls)):
        call()
    print("done", flush=True)
"""


@contextmanager
def other(file=""):
    """A process that does what it is told, so many times."""
    with subprocess.Popen(
        [sys.executable, "-c", OTHER, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:

        def work(calls, name="nothing"):
            process.stdin.write(f"{name} {calls}\n")
            process.stdin.flush()
            assert process.stdout.readline() == "done\n"

        work(1)
        yield process.pid, work
        process.stdin.close()


def measured(name, calls):
    with other() as (pid, work):
        return outside.measure_outside(lambda n: work(n, name), calls, pid)


def test_what_a_process_writes_is_its_own():
    """docs/behaviour.md, memory-12."""
    with other() as (pid, work):
        before = outside.private_bytes(pid)
        work(1, "write")
        assert outside.private_bytes(pid) - before >= 8 << 20


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system does not tell them apart")
def test_pages_of_files_do_not_count_as_others_may_come_to_share_them(tmp_path):
    """docs/behaviour.md, memory-19."""
    file = tmp_path / "large"
    with file.open("wb") as written:
        written.write(b"x" * (8 << 20))
        written.flush()
        os.fsync(written.fileno())
    with other(file) as (pid, work):
        before = outside.private_bytes(pid)
        work(1, "read")
        assert outside.private_bytes(pid) - before < 1 << 20


@pytest.mark.parametrize("name", ["nothing", "slot"])
def test_few_calls_never_prove_from_outside_that_nothing_leaks(name):
    """docs/behaviour.md, memory-19: 8 bytes a call find room for long in what the process had anyway."""
    done = measured(name, 1_000)
    assert done.verdict.word == "undecided", done
    assert "; the threshold is 4 bytes; " in str(done)
    assert not done.exact
    if name == "nothing":
        assert done.verdict.more_calls >= 30_000
        assert str(done).endswith(f"; {done.verdict.more_calls:,} more calls may decide")


def test_a_process_that_keeps_nothing_is_clean_after_enough_calls():
    """docs/behaviour.md, memory-19."""
    done = measured("nothing", 50_000)
    assert done.verdict.word == "clean", done
    assert -4 < done.slope.low < 0 < done.slope.high < 4


def test_a_leak_of_whole_pages_is_found_after_few_calls():
    """docs/behaviour.md, memory-12."""
    done = measured("block", 1_000)
    assert done.verdict.word == "leak", done
    assert done.slope.low < 5_000 + 64 + 8 < done.slope.high
    assert done.baseline.bytes_per_call < 100


@pytest.mark.parametrize("name", ["descriptors", "threads"])
def test_descriptors_and_threads_that_are_not_given_back_are_seen_from_outside(name):
    """docs/behaviour.md, memory-26: one of each in twenty calls."""
    done = measured(name, 1_000)
    assert done.verdict.word == "leak", done
    assert [one.name for one in done.leaks_besides] == [name]
    assert f"; {name} grow by 1 in 20 calls, " in str(done)
    assert set(done.as_dict()["besides"]) == {"descriptors", "threads"}


@pytest.mark.parametrize("name", ["nothing", "pool"])
def test_connections_that_come_at_first_are_no_leak_of_descriptors(name):
    """docs/behaviour.md, memory-26: a pool of twelve is full after 240 of 1,000 calls."""
    done = measured(name, 1_000)
    assert not done.leaks_besides
    assert done.verdict.word == "undecided", done


def test_what_a_process_keeps_without_being_asked_is_no_leak_of_the_calls():
    """docs/behaviour.md, memory-31."""
    done = measured("beside", 2_000)
    assert done.slope.low > 4
    assert done.verdict.word == "undecided", done
    assert done.baseline.low > 0
    assert "; the process grows by about as much in that time when none is made" in str(done)


def test_each_process_of_a_family_has_room_of_its_own():
    """docs/behaviour.md, memory-19."""
    with other() as (pid, work):
        alone = outside.measure_outside(work, 1_000, pid).slope.resolution
    parent = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]])"
    child = "import sys; print('here', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", parent, child], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "here\n"
        both = outside.measure_outside(lambda _: None, 1_000, process.pid).slope.resolution
        process.stdin.close()
    assert both == 2 * alone


@pytest.mark.parametrize("pid", [-5, 2**70, 2**22 + 1])
def test_a_process_that_cannot_be_is_refused_in_a_sentence(pid):
    """docs/behaviour.md, memory-20."""
    with pytest.raises(outside.NotMeasurableError, match=f"Process {pid} cannot be measured: "):
        outside.private_bytes(pid)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://127.0.0.1:99999/", "Port out of range 0-65535"),
        ("http://127.0.0.1:abc/", "Port could not be cast to integer value as 'abc'"),
        ("http://127.0.0.1:0/", "it must name a machine and its port"),
        ("http://[::1/", "Invalid IPv6 URL"),
        ("http://", "it must name a machine and its port"),
        ("http://127.0.0.1/ü", "what is not a plain ASCII character is written as %XX"),
        ("http://127.0.0.1/a b", "what is not a plain ASCII character is written as %XX"),
        ("ftp://127.0.0.1:8977/", "it must begin with http:// or https://"),
        ("127.0.0.1:8977", "it must begin with http:// or https://"),
    ],
)
def test_an_address_that_cannot_be_asked_is_refused_with_what_is_wrong(url, said):
    """docs/behaviour.md, memory-20."""
    with pytest.raises(
        outside.NotMeasurableError, match=re.escape(f"'{url}' is no address to measure: {said}")
    ):
        outside.listener(url)


SERVER = """
import socket, sys
with socket.create_server((sys.argv[1], int(sys.argv[2]))) as server:
    print(server.getsockname()[1], flush=True)
    sys.stdin.read()
"""


@contextmanager
def listening(address, port=0):
    """A process that listens there; its number and the port."""
    with subprocess.Popen(
        [sys.executable, "-c", SERVER, address, str(port)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process.pid, int(process.stdout.readline())
        process.stdin.close()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere 127.0.0.2 is nobody's")
def test_of_two_that_share_a_port_the_one_at_the_address_is_measured():
    """docs/behaviour.md, memory-27."""
    with listening("127.0.0.1") as (first, port), listening("127.0.0.2", port) as (second, _):
        assert outside.listener(f"http://127.0.0.1:{port}/") == first
        assert outside.listener(f"http://127.0.0.2:{port}/") == second
        assert outside.listener(f"http://localhost:{port}/") == first
        with pytest.raises(outside.NotMeasurableError, match=rf"listens on 127\.0\.0\.3, port {port}: "):
            outside.listener(f"http://127.0.0.3:{port}/")


def test_who_listens_on_every_address_is_measured_at_any():
    """docs/behaviour.md, memory-27."""
    with listening("0.0.0.0") as (pid, port):
        assert outside.listener(f"http://127.0.0.1:{port}/") == pid


@pytest.mark.parametrize(
    ("host", "said"), [("192.0.2.1", "is not this machine"), ("nobody.invalid", "is not known")]
)
def test_another_machine_is_refused_though_somebody_listens_on_that_port_here(host, said):
    """docs/behaviour.md, memory-27."""
    with (
        listening("127.0.0.1") as (_, port),
        pytest.raises(outside.NotMeasurableError, match=f"{host} {said}"),
    ):
        outside.listener(f"http://{host}:{port}/")


def test_a_process_that_ended_meanwhile_is_passed_over():
    assert outside._age(2**22 + 1) is None


@pytest.mark.parametrize("url", ["http://127.0.0.1:8977/", "https://[::1]/%C3%BC?a=1", "HTTP://localhost"])
def test_an_address_that_can_be_asked_is_taken_apart(url):
    assert outside.checked_url(url).hostname in {"127.0.0.1", "::1", "localhost"}


def test_the_calls_that_would_decide_do_so_where_pages_hide_what_grows():
    """docs/behaviour.md, memory-19: what pages hide shrinks as the calls, not as their root."""
    slope = memory.Slope(0.0, -163.84, 163.84, 800, resolution=131_072)
    more = memory.judge(slope, 4.0).more_calls
    assert 131_072 / (800 + more) < 4.0 < 131_072 / (800 + more - 3)
