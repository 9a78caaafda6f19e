"""Programs behind ScriptMaps over real sockets."""

import logging

import pytest

from adsiis.dllhost.wsgi import WsgiApplication
from adsiis.http import BodyCutOffError, Response
from adsiis.w3svc.errors import HttpError
from adsiis.w3svc.handlers import ApplicationHandler
from w3svc.world import ask, free_port, key, serving, site, tree_of

calls = []


class Echo:
    """A handler that tells what it was asked."""

    def __init__(self, handler):
        self.spec = handler.removeprefix("echo:")
        if self.spec == "broken":
            raise RuntimeError(self.spec)

    async def __call__(self, request, settings, path, script):
        calls.append(path)
        if self.spec == "fails":
            raise RuntimeError("inner detail")
        if self.spec == "refuses":
            raise HttpError(403, 1, "inner detail")
        return Response(200, [], f"{self.spec} {path}".encode())

    def close(self):
        calls.append(f"closed {self.spec}")


def shout(environ, start_response):
    start_response("200 OK", [])
    return [f"{environ['SCRIPT_NAME']}|{environ['PATH_INFO']}".encode()]


def shouting(place):
    """What runs applications at a place: one that shouts."""
    application = WsgiApplication(shout)

    def run(request, context, path, script):
        calls.append((place.name, context.key, script))
        return application(request, path[: len(context.url)], path[len(context.url) :])

    return run


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder = tmp_path_factory.mktemp("programs")
    for name in ("a.echo", "sub/Default.echo", "a.txt", "dir.echo/x.txt", "link/real.echo"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"SOURCE")
    (folder / "side.echo").symlink_to(folder / "link" / "real.echo")
    port = free_port()
    root = "/LM/W3SVC/1/ROOT"
    maps = [".echo,echo:file,5,GET,POST", ".any,echo:any,1", ".exe,echo:exe,4", ".dll,C:\\x.dll,5"]
    tree = tree_of(
        site(
            1,
            folder,
            [f"127.0.0.1:{port}:"],
            ScriptMaps=maps,
            DefaultDoc="Default.echo,x.htm",
            MimeMap=[".echo,text/plain"],
        ),
        key(f"{root}/app", AppRoot=f"{root}/app", ScriptMaps=["*,wsgi:wire_app,1"]),
        key(f"{root}/noscript", AccessFlags=1, ScriptMaps=["*,echo:x,1"]),
        key(f"{root}/executes", AccessFlags=4, ScriptMaps=["*,echo:x,0"]),
        key(f"{root}/scripts", AccessFlags=512, ScriptMaps=["*,echo:x,0"]),
        key(f"{root}/broken", ScriptMaps=["*,echo:broken,1"]),
        key(f"{root}/fails", ScriptMaps=["*,echo:fails,1"]),
        key(f"{root}/refuses", ScriptMaps=["*,echo:refuses,1"]),
        key(f"{root}/isapi", ScriptMaps=[r"*,C:\filter.dll,1"]),
        key(f"{root}/link/real.echo", AccessFlags=0),
    )
    with serving(
        tree, handlers={"echo": Echo, "wsgi": lambda handler: ApplicationHandler(handler, shouting)}
    ) as server:
        server.start()
        server.port = port
        yield server


@pytest.fixture(autouse=True)
def _quiet():
    calls.clear()
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize(
    ("target", "answer"),
    [
        ("/a.echo", b"file /a.echo"),
        ("/A.ECHO?x", b"file /A.ECHO"),
        ("/a.echo/more/info.txt", b"file /a.echo/more/info.txt"),
        ("/sub/", b"file /sub/Default.echo"),
        ("/missing.any", b"any /missing.any"),
        ("/executes/x", b"x /executes/x"),
    ],
)
def test_the_line_for_an_extension_runs_its_handler(world, target, answer):
    """docs/behaviour.md, handler-3."""
    reply = ask(world.port, target)
    assert (reply.status, reply.body) == (200, answer)


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/missing.echo", 404),
        ("/dir.echo/missing.txt", 404),
        ("/x.dll", 404),
        ("/isapi/a.txt", 500),
        ("/noscript/x", 403),
        ("/scripts/x", 403),
        ("/link/real.echo", 403),
        ("/LINK/REAL.ECHO", 403),
        ("/side.echo", 403),
        ("/broken/x", 500),
        ("/fails/x", 500),
        ("/refuses/x", 403),
    ],
)
def test_a_program_that_may_not_or_cannot_run_is_refused_without_details(world, target, status):
    """docs/behaviour.md, handler-4."""
    reply = ask(world.port, target)
    assert reply.status == status
    assert b"SOURCE" not in reply.raw
    assert b"inner" not in reply.raw
    assert b"dll" not in reply.raw


def test_a_line_takes_only_its_verbs(world):
    """docs/behaviour.md, handler-4."""
    assert ask(world.port, "/a.echo", method="POST", body=b"x").status == 200
    refused = ask(world.port, "/a.echo", method="DELETE")
    assert (refused.status, refused.headers["allow"]) == (405, b"GET, POST")
    assert calls == ["/a.echo"]


def test_a_folder_whose_name_has_the_extension_is_a_folder(world):
    assert ask(world.port, "/dir.echo").status == 301


@pytest.mark.parametrize(
    ("target", "answer"),
    [("/app", b"/app|"), ("/APP/x%20y/", b"/APP|/x y/"), ("/app/con:1/..a", b"/app|/con:1/..a")],
)
def test_a_wsgi_application_is_told_its_own_url_and_the_rest(world, target, answer):
    """docs/behaviour.md, handler-5."""
    assert ask(world.port, target).body == answer


def test_closing_the_service_closes_its_handlers(tmp_path):
    port = free_port()
    with serving(
        tree_of(site(1, tmp_path, [f"127.0.0.1:{port}:"], ScriptMaps=["*,echo:one,1"])),
        handlers={"echo": Echo},
    ) as server:
        server.start()
        ask(port)
    assert calls == ["/", "closed one"]


def test_a_handler_learns_of_a_body_that_was_cut_off(tmp_path):
    import socket
    import threading

    told = threading.Event()

    class Reading(Echo):
        async def __call__(self, request, settings, path, script):
            try:
                await request.body.read(1000)
            except BodyCutOffError:
                told.set()
                raise
            return Response(200)

    port = free_port()
    with serving(
        tree_of(site(1, tmp_path, [f"127.0.0.1:{port}:"], ScriptMaps=["*,reading:one,1"])),
        handlers={"reading": Reading},
    ) as server:
        server.start()
        with socket.create_connection(("127.0.0.1", port)) as sock:
            sock.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc")
        assert told.wait(5)
