"""Names of clients: looked up beside the loop, remembered, and few at a time."""

import asyncio
import threading

import pytest

from adsiis.w3svc.access import host_names
from adsiis.w3svc.access.host_names import HostNames, confirmed_name


class Book:
    """Names by address, and what was asked."""

    def __init__(self, **names):
        self.names = {address.replace("_", "."): name for address, name in names.items()}
        self.asked = []
        self.threads = set()

    def __call__(self, address):
        self.asked.append(address)
        self.threads.add(threading.current_thread())
        found = self.names.get(address)
        if isinstance(found, Exception):
            raise found
        return found


def test_a_name_is_looked_up_once_and_not_on_the_loop():
    """docs/behaviour.md, access-5."""
    book = Book(**{"10_0_0_1": "a.example.com"})
    names = HostNames(book)

    async def ask():
        assert names.known("10.0.0.1") is None
        found = await asyncio.gather(*(names.find("10.0.0.1") for _ in range(5)))
        assert names.known("10.0.0.1") == ("a.example.com",)
        return found

    assert asyncio.run(ask()) == ["a.example.com"] * 5
    names.close()
    assert book.asked == ["10.0.0.1"]
    assert threading.current_thread() not in book.threads


def test_that_there_is_no_name_is_remembered_too():
    """docs/behaviour.md, access-5."""
    book = Book(**{"10_0_0_2": OSError("no answer")})
    names = HostNames(book)

    async def ask():
        assert await names.find("10.0.0.1") is None
        assert await names.find("10.0.0.1") is None
        assert await names.find("10.0.0.2") is None
        assert names.known("10.0.0.2") == (None,)

    asyncio.run(ask())
    names.close()
    assert book.asked == ["10.0.0.1", "10.0.0.2"]


def test_what_is_remembered_is_looked_up_again_after_its_time(monkeypatch):
    """docs/behaviour.md, access-5."""
    book = Book(**{"10_0_0_1": "a.example.com"})
    names, now = HostNames(book), [0.0]
    monkeypatch.setattr(host_names, "monotonic", lambda: now[0])

    async def ask():
        await names.find("10.0.0.1")
        now[0] = host_names.GOOD_FOR + 1
        assert names.known("10.0.0.1") is None
        await names.find("10.0.0.1")

    asyncio.run(ask())
    names.close()
    assert len(book.asked) == 2


def test_a_look_up_that_takes_too_long_finds_no_name(monkeypatch):
    """docs/behaviour.md, access-5."""
    monkeypatch.setattr(host_names, "PATIENCE", 0.01)
    go = threading.Event()
    names = HostNames(lambda _: go.wait(30) and "late.example.com")
    try:
        assert asyncio.run(names.find("10.0.0.1")) is None
    finally:
        go.set()
        names.close()


def test_only_so_many_addresses_are_asked_about_at_a_time(monkeypatch):
    monkeypatch.setattr(host_names, "MOST_ASKED", 1)
    go = threading.Event()
    names = HostNames(lambda _: go.wait(30) and "x")

    async def ask():
        first = asyncio.ensure_future(names.find("10.0.0.1"))
        await asyncio.sleep(0)
        assert await names.find("10.0.0.2") is None
        go.set()
        assert await first == "x"

    asyncio.run(ask())
    names.close()


def test_a_name_counts_only_if_it_leads_back(monkeypatch):
    """docs/behaviour.md, access-5: whoever owns an address can call it what he likes."""
    forward = {"good.example.com": "10.0.0.1", "bank.example.com": "192.0.2.5"}

    def backwards(name):
        monkeypatch.setattr(host_names.socket, "getnameinfo", lambda *_: (name, "0"))
        monkeypatch.setattr(
            host_names.socket, "getaddrinfo", lambda name, *_, **__: [(2, 1, 6, "", (forward[name], 0))]
        )

    backwards("good.example.com")
    assert confirmed_name("10.0.0.1") == "good.example.com"
    backwards("bank.example.com")
    assert confirmed_name("10.0.0.1") is None


@pytest.mark.parametrize("address", ["nonsense", ""])
def test_what_is_no_address_has_no_name(address):
    assert confirmed_name(address) is None
