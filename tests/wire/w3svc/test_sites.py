"""Sites started, stopped, paused and rebound over real sockets."""

import socket
import threading
import time

import pytest

from adsiis.metabase.tree import MemoryTree
from adsiis.w3svc.siteconfig import SiteStartError
from bars import within
from http_wire import has_ipv6
from w3svc.world import age, ask, free_port, key, put, refuses, serving, site, tree_of


@pytest.fixture
def folders(tmp_path):
    made = {}
    for name in ("one", "two", "three"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.htm").write_text(name)
        age(tmp_path / name / "index.htm", tmp_path / name)
        made[name] = tmp_path / name
    return made


def failure(server, number):
    with pytest.raises(SiteStartError) as caught:
        server.start(number)
    return caught.value.win32_code, str(caught.value)


def test_sites_share_a_port_and_are_told_apart_by_host(folders):
    """docs/behaviour.md, binding-2."""
    port = free_port()
    tree = tree_of(
        site(1, folders["one"], [f":{port}:one.example", f":{port}:also.example"]),
        site(2, folders["two"], [f"127.0.0.1:{port}:two.example"]),
    )
    with serving(tree) as server:
        server.start(1)
        server.start(2)
        assert ask(port, host="one.example").body == b"one"
        assert ask(port, host=f"ALSO.Example.:{port}").body == b"one"
        assert ask(port, host="two.example").body == b"two"
        assert ask(port, "http://two.example/", host="one.example").body == b"two"


def test_a_host_that_no_site_has_is_a_bad_request(folders):
    """docs/behaviour.md, binding-3."""
    port = free_port()
    with serving(tree_of(site(1, folders["one"], [f"127.0.0.1:{port}:one.example"]))) as server:
        server.start()
        assert ask(port, host="other.example").status == 400
        assert ask(port, host=None, version="1.0").status == 400


def test_a_stopped_site_frees_its_port_when_stop_returns(folders):
    """docs/behaviour.md, binding-7."""
    port = free_port()
    with serving(tree_of(site(1, folders["one"], [f"127.0.0.1:{port}:"]))) as server:
        for _ in range(3):
            server.start()
            assert ask(port).body == b"one"
            server.stop()
            assert refuses(port)
        server.stop()


def test_a_stopped_site_on_a_shared_port_answers_no_more_and_the_others_do(folders):
    """docs/behaviour.md, binding-7."""
    port = free_port()
    tree = tree_of(
        site(1, folders["one"], [f"127.0.0.1:{port}:a"]), site(2, folders["two"], [f"127.0.0.1:{port}:b"])
    )
    with serving(tree) as server:
        server.start(1)
        server.start(2)
        server.stop(1)
        assert ask(port, host="a").status == 400
        assert ask(port, host="b").body == b"two"


def test_a_paused_site_is_unavailable_until_it_continues(folders):
    """docs/behaviour.md, binding-8."""
    port = free_port()
    with serving(tree_of(site(1, folders["one"], [f"127.0.0.1:{port}:"]))) as server:
        server.start()
        server.call(server.service.pause_site("/lm/w3svc/1"))
        assert server.service.is_paused("/LM/W3SVC/1")
        assert ask(port).status == 503
        server.call(server.service.continue_site("/LM/W3SVC/1"))
        assert ask(port).body == b"one"


def test_a_binding_of_another_started_site_is_a_duplicate_name(folders):
    """docs/behaviour.md, binding-4."""
    port, other = free_port(), free_port()
    tree = tree_of(
        site(1, folders["one"], [f"127.0.0.1:{port}:X"]),
        site(2, folders["two"], [f"127.0.0.1:{other}:", f"127.0.0.1:{port}:x."]),
    )
    with serving(tree) as server:
        server.start(1)
        code, text = failure(server, 2)
        assert code == 0x80070034
        assert text == f"W3SVC/2: the binding 127.0.0.1:{port}:x belongs to W3SVC/1, which is started."
        assert refuses(other)
        server.stop(1)
        server.start(2)
        assert ask(port, host="x").body == b"two"


@pytest.mark.parametrize(("major", "code"), [(5, 0x80072740), (6, 0x80070020), (None, 0x80070020)])
def test_a_port_of_another_program_is_refused_by_the_code_of_the_version(folders, major, code):
    """docs/behaviour.md, binding-6."""
    free = free_port()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        info = [] if major is None else [key("/LM/W3SVC/Info", MajorIIsVersionNumber=major)]
        tree = tree_of(site(1, folders["one"], [f"127.0.0.1:{free}:", f"127.0.0.1:{port}:"]), *info)
        with serving(tree) as server:
            assert failure(server, 1)[0] == code
            assert refuses(free)
            assert not server.service.started
            taken.close()
            server.start()
            assert ask(port).body == b"one"


@pytest.mark.parametrize(
    ("keys", "code", "words"),
    [
        ([], 0x80070003, "W3SVC/1: there is no such site."),
        (
            [key("/LM/W3SVC/1", ServerBindings=[":80:"])],
            0x80070003,
            "W3SVC/1: the site needs a key ROOT with a Path.",
        ),
        (site(1, "/x", []), 0x80070057, "W3SVC/1: ServerBindings is empty"),
        (site(1, "/x", [":8o:"]), 0x80070057, "W3SVC/1: ServerBindings[0] is ':8o:': the port must be"),
        (
            site(1, "/x", ["192.0.2.1:8080:"]),
            0x80072741,
            "W3SVC/1: the address 192.0.2.1:8080 is not an address of this machine.",
        ),
    ],
)
def test_a_site_that_cannot_start_says_why(keys, code, words):
    """docs/behaviour.md, binding-4."""
    with serving(tree_of(keys)) as server:
        found, text = failure(server, 1)
        assert found == code
        assert text.startswith(words)


@pytest.mark.parametrize("path", ["/LM/W3SVC", "/LM/W3SVC/1/ROOT", "/LM/MSFTPSVC/1", "/LM/W3SVC/AppPools"])
def test_only_a_web_site_can_be_started(path):
    with serving(tree_of()) as server, pytest.raises(SiteStartError, match="is no web site"):
        server.call(server.service.start_site(path))


def test_a_site_listens_no_wider_than_its_binding_says(folders):
    """docs/behaviour.md, binding-5."""
    port = free_port()
    tree = tree_of(site(1, folders["one"], [f"127.0.0.1:{port}:"]), site(2, folders["two"], [f":{port}:two"]))
    with serving(tree) as server:
        server.start(1)
        assert server.service.addresses == [("127.0.0.1", port, False)]
        server.start(2)
        assert ("0.0.0.0", port, False) in server.service.addresses
        assert ask(port).body == b"one"
        assert ask(port, host="two", address="127.0.0.2").body == b"two"
        server.stop(2)
        assert server.service.addresses == [("127.0.0.1", port, False)]
        assert refuses(port, "127.0.0.2")
        assert ask(port).body == b"one"


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
def test_ipv6_is_served_by_address_and_by_a_binding_for_all(folders):
    port, other = free_port("::1"), free_port()
    tree = tree_of(site(1, folders["one"], [f"[::1]:{port}:"]), site(2, folders["two"], [f":{other}:"]))
    with serving(tree) as server:
        server.start(1)
        server.start(2)
        assert ask(port, address="::1", host="[::1]").body == b"one"
        assert ask(other, address="::1").body == b"two"
        assert refuses(port)


def test_changed_bindings_of_a_started_site_hold_at_once(folders):
    """docs/behaviour.md, settings-3."""
    old, new = free_port(), free_port()
    with serving(tree_of(site(1, folders["one"], [f"127.0.0.1:{old}:"]))) as server:
        server.start()
        server.change("/LM/W3SVC/1", ServerBindings=[f"127.0.0.1:{new}:x"])
        assert refuses(old)
        assert ask(new, host="x").body == b"one"
        assert ask(new, host="y").status == 400


@pytest.mark.parametrize("bad", ["nonsense", "192.0.2.1:8080:"])
def test_a_started_site_keeps_its_bindings_when_the_new_ones_cannot_be_had(folders, bad):
    port = free_port()
    with serving(tree_of(site(1, folders["one"], [f"127.0.0.1:{port}:"]))) as server:
        server.start()
        server.change("/LM/W3SVC/1", ServerBindings=[bad])
        assert ask(port).body == b"one"


def test_a_deleted_site_stops(folders):
    port = free_port()
    tree = tree_of(site(1, folders["one"], [f"127.0.0.1:{port}:"]))
    with serving(tree) as server:
        server.start()
        server.tree = MemoryTree([one for one in tree.walk("/") if "/W3SVC/1" not in one.path])
        server.forget("/LM/W3SVC/1")
        assert refuses(port)
        assert not server.service.started


def test_a_change_of_another_site_disturbs_nobody(folders):
    port = free_port()
    tree = tree_of(site(1, folders["one"], [f"127.0.0.1:{port}:"]), site(2, folders["two"], [":80:"]))
    with serving(tree) as server:
        server.start()
        with socket.create_connection(("127.0.0.1", port)) as kept:
            server.change("/LM/W3SVC/2", ServerBindings=[f"127.0.0.1:{port}:"])
            kept.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            assert b"one" in kept.makefile("rb").read()
        assert server.service.started == {"/LM/W3SVC/1"}


class Slow:
    """A handler that waits for a word."""

    def __init__(self, spec):
        self.spec = spec.removeprefix("slow:")

    async def __call__(self, request, settings, path, script):
        import asyncio

        from adsiis.http import Response

        await asyncio.sleep(float(self.spec))
        return Response(200, [], b"slow")

    def close(self):
        self.closed = True


def test_a_request_in_work_is_answered_when_its_site_stops(folders):
    """docs/behaviour.md, binding-7."""
    port = free_port()
    tree = tree_of(site(1, folders["one"], [f"127.0.0.1:{port}:"], ScriptMaps=["*,slow:0.3,1"]))
    with serving(tree, handlers={"slow": Slow}) as server:
        server.start()
        bodies = []
        client = threading.Thread(target=lambda: bodies.append(ask(port).body))
        client.start()
        time.sleep(0.1)
        server.stop()
        client.join()
        assert bodies == [b"slow"]


def test_a_request_that_takes_too_long_does_not_hold_up_a_stop_for_ever(folders):
    port = free_port()
    tree = tree_of(site(1, folders["one"], [f"127.0.0.1:{port}:"], ScriptMaps=["*,slow:600,1"]))
    with serving(tree, handlers={"slow": Slow}, drain_seconds=0.2) as server:
        server.start()
        client = threading.Thread(target=lambda: ask(port))
        client.start()
        time.sleep(0.1)
        began = time.monotonic()
        server.stop()
        client.join()
        assert time.monotonic() - began < within(5)


def test_every_answer_is_told_to_the_log_with_its_site_and_substatus(folders):
    port, records = free_port(), []
    tree = tree_of(
        site(1, folders["one"], [f"127.0.0.1:{port}:one"]),
        key("/LM/W3SVC/1/ROOT/quiet", DontLog=True),
        key("/LM/W3SVC/1/ROOT/closed", AccessFlags=0),
    )
    with serving(tree, log=lambda *told: records.append(told)) as server:
        server.start()
        for target, host in [
            ("/", "one"),
            ("/", "one"),
            ("/closed/x", "one"),
            ("/", "nobody"),
            ("/%zz", "one"),
        ]:
            ask(port, target, host=host)
    told = [(site, status, substatus) for site, _, status, substatus, *_ in records]
    one = "/LM/W3SVC/1"
    assert told == [(one, 200, 0), (one, 200, 0), (one, 403, 2), (one, 400, 0)]
    assert all(sent > 0 and seconds >= 0 and times == 1 for *_, sent, seconds, times in records)


def test_nothing_is_kept_of_a_site_that_stopped(folders):
    port = free_port()
    tree = tree_of(site(1, folders["one"], [f"127.0.0.1:{port}:"]))
    with serving(tree) as server:
        server.start()
        ask(port)
        server.stop()
        put(tree, "/LM/W3SVC/1/ROOT", Path=str(folders["two"]))
        server.start()
        assert ask(port).body == b"two"
