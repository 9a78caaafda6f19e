"""Nonces of Digest: whose they are, how long they hold, and that each use counts once."""

import base64
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adsiis.w3svc.access import nonces
from adsiis.w3svc.access.nonces import GOOD_FOR, WINDOW, Nonces


def test_a_count_of_a_nonce_holds_once():
    """docs/behaviour.md, signin-7."""
    made = Nonces()
    nonce = made.make("r")
    assert made.use(nonce, "r", 1)
    assert not made.use(nonce, "r", 1)
    assert made.use(nonce, "r", 2)


@given(st.permutations(range(1, 9)), st.lists(st.integers(1, 8), max_size=20))
def test_counts_may_come_in_any_order_but_none_twice(order, replays):
    """docs/behaviour.md, signin-7: a browser has several connections."""
    made = Nonces()
    nonce = made.make("r")
    assert all(made.use(nonce, "r", count) for count in order)
    assert not any(made.use(nonce, "r", count) for count in replays)


def test_a_count_far_behind_the_last_does_not_hold():
    """docs/behaviour.md, signin-7."""
    made = Nonces()
    nonce = made.make("r")
    assert made.use(nonce, "r", WINDOW + 10)
    assert not made.use(nonce, "r", 10)
    assert made.use(nonce, "r", 11)
    assert made.use(nonce, "r", 0xFFFFFFFF)
    assert not made.use(nonce, "r", 12)


def test_a_nonce_holds_for_its_realm_and_its_process_only():
    """docs/behaviour.md, signin-7."""
    made = Nonces()
    assert not made.use(made.make("other"), "r", 1)
    assert not made.use(Nonces().make("r"), "r", 1)


@pytest.mark.parametrize("nonce", ["", "x", "é", "A" * 44, base64.b64encode(bytes(32)).decode()])
def test_what_was_not_made_here_does_not_hold(nonce):
    """docs/behaviour.md, signin-7."""
    assert not Nonces().use(nonce, "r", 1)


def test_no_byte_of_a_nonce_can_be_changed():
    """docs/behaviour.md, signin-7."""
    made = Nonces()
    raw = base64.b64decode(made.make("r"))
    for at in range(len(raw)):
        changed = raw[:at] + bytes([raw[at] ^ random.Random(at).randrange(1, 256)]) + raw[at + 1 :]
        assert not made.use(base64.b64encode(changed).decode(), "r", 1)


def test_a_nonce_holds_for_its_time(monkeypatch):
    """docs/behaviour.md, signin-7."""
    made, now = Nonces(), [1000.0]
    monkeypatch.setattr(nonces.time, "time", lambda: now[0])
    nonce = made.make("r")
    now[0] += GOOD_FOR
    assert made.use(nonce, "r", 1)
    now[0] += 1
    assert not made.use(nonce, "r", 2)
    now[0] = 999.0
    assert not made.use(nonce, "r", 3)


def test_a_use_that_was_forgotten_cannot_be_repeated(monkeypatch):
    """docs/behaviour.md, signin-7: with the oldest use all nonces made before it are given up."""
    monkeypatch.setattr(nonces, "MOST_REMEMBERED", 3)
    made = Nonces()
    every = [made.make("r") for _ in range(5)]
    assert all(made.use(nonce, "r", 1) for nonce in every)
    assert not any(made.use(nonce, "r", 1) for nonce in every)
    assert not made.use(every[0], "r", 2)
    assert made.use(every[4], "r", 2)
    assert len(made._uses) == 3
