"""What the provider's tests stand on: a small store, and a service host that answers commands."""

from __future__ import annotations

import threading
from contextlib import contextmanager

from adsiis.adsi.namespace import use_store
from adsiis.metabase.changes import CreateKey, SetRecords
from adsiis.metabase.control import Answer
from adsiis.metabase.metabase import close_metabase, create_metabase
from adsiis.metabase.record import Key
from adsiis.schema import schema
from adsiis.schema.constants import ServerState

SMALL = (
    ("/LM", "IIsComputer", {"MimeMap": (".htm,text/html", ".txt,text/plain")}),
    (
        "/LM/W3SVC",
        "IIsWebService",
        {
            "AccessFlags": 1,
            "DefaultDoc": "Default.htm",
            "ConnectionTimeout": 120,
            "AnonymousUserName": "IUSR_BOX",
            "AnonymousUserPass": "s3cret",
            "MaxEndpointConnections": 0xFFFFFFFF,
        },
    ),
    ("/LM/W3SVC/1", "IIsWebServer", {"ServerComment": "Default Web Site", "ServerBindings": (":80:",)}),
    (
        "/LM/W3SVC/1/ROOT",
        "IIsWebVirtualDir",
        {"Path": r"C:\Inetpub\wwwroot", "AccessFlags": 513, "AppRoot": "/LM/W3SVC/1/ROOT"},
    ),
    ("/LM/W3SVC/1/ROOT/Images", "IIsWebDirectory", {}),
    ("/LM/W3SVC/10", "IIsWebServer", {"ServerComment": "Tenth"}),
    ("/LM/W3SVC/2", "IIsWebServer", {"ServerComment": "Second"}),
    ("/LM/W3SVC/Info", "IIsWebInfo", {}),
    ("/LM/W3SVC/AppPools", "IIsApplicationPools", {}),
    ("/LM/W3SVC/AppPools/DefaultAppPool", "IIsApplicationPool", {}),
    ("/LM/W3SVC/Untyped", None, {}),
)


def key(path, class_name, values):
    """A key with its records as the schema types them."""
    known = schema()
    records = [known.record("KeyType", class_name)] if class_name else []
    records += [known.record(name, data) for name, data in values.items()]
    return Key(path, {record.id: record for record in records})


@contextmanager
def small_store(home):
    """A small store that is this process's local machine."""
    made = create_metabase(str(home), [key(*row) for row in SMALL])
    use_store(str(home))
    try:
        yield made
    finally:
        close_metabase(str(home))


_AFTER = {
    "start": ServerState.STARTED,
    "stop": ServerState.STOPPED,
    "pause": ServerState.PAUSED,
    "continue": ServerState.STARTED,
}


class StubHost:
    """A service host in a thread: every command succeeds, unless `failing` has an error for its verb."""

    def __init__(self, metabase, failing=None):
        self.seen = []
        self._metabase = metabase
        self._failing = failing or {}
        self._lock = metabase.host_lock()
        self._ready, self._end = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self):
        self._lock.take()
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_):
        self._end.set()
        self._thread.join()
        self._lock.close()

    def _serve(self):
        self._metabase.empty_volatile()
        self._ready.set()
        while not self._end.wait(0.005):
            for command in self._metabase.control.commands():
                self.seen.append((command.path, command.verb))
                self._metabase.control.answer(self._answer(command))

    def _answer(self, command):
        error, text = self._failing.get(command.verb, (0, ""))
        state = ServerState.STOPPED if error else _AFTER[command.verb]
        self.set_state(command.path, state)
        return Answer(command.id, state, error, text)

    def set_state(self, path, state):
        """Say that a site, or a pool, is in a state."""
        name = "AppPoolState" if "/AppPools/" in path else "ServerState"
        record = schema().record(name, int(state))
        there = self._metabase.volatile.view.key(path) is not None
        self._metabase.volatile.commit([(SetRecords if there else CreateKey)(path, (record,))])
