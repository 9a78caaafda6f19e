"""Counters and secure bindings of a running host, seen from other processes."""

from __future__ import annotations

import json
import ssl
import subprocess
import time
import urllib.request

import pytest

from adsiis.metabase.changes import SetRecords
from adsiis.w3svc.certificates import Certificates
from adsiis.w3svc.counters import read_counts
from inetinfo import hosting
from w3svc.certs import made

SITE = "/LM/W3SVC/1"


@pytest.fixture
def store(tmp_path):
    with hosting.fresh(tmp_path) as (metabase, home, port):
        yield metabase, home, port


def test_what_a_site_did_is_soon_in_the_volatile_tree(store):
    """docs/behaviour.md, counter-1, counter-2."""
    metabase, home, port = store
    with hosting.running(home, port) as host:
        assert [hosting.status_of(port, path) for path in ("/", "/none", "/")] == [200, 404, 200]
        until = time.monotonic() + 60
        while (counts := read_counts(metabase.volatile.view.key(SITE))).requests < 3:
            assert time.monotonic() < until
            time.sleep(0.1)
        assert (counts.requests, counts.client_errors) == (3, 1)
        assert counts.bytes_sent > counts.bytes_received > 0
        told = subprocess.run(
            hosting.command(home, "site", "counters", "--json"), capture_output=True, check=True
        )
        assert json.loads(told.stdout)[0]["requests"] == 3
        assert host.stop() == 0


def test_a_host_serves_secure_bindings_and_says_so(store, tmp_path):
    """docs/behaviour.md, tls-2."""
    metabase, home, port = store
    made_for_it = made("localhost")
    (tmp_path / "own.pem").write_bytes(made_for_it.pem)
    Certificates(home).add(made_for_it.pem, made_for_it.key)
    secure, record = hosting.free_port(), hosting.record
    values = (
        record("SecureBindings", (f"127.0.0.1:{secure}:",)),
        record("SSLCertHash", bytes.fromhex(made_for_it.hash)),
    )
    metabase.store.commit([SetRecords(SITE, values)])
    with hosting.running(home, port):
        trusting = ssl.create_default_context(cafile=str(tmp_path / "own.pem"))
        with urllib.request.urlopen(f"https://localhost:{secure}/", context=trusting, timeout=30) as answer:
            assert answer.status == 200
        assert hosting.status_of(port) == 200
