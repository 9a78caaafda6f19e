"""The end of a remote store that has the tree: one conversation with one process, on a thread of its own.

What the other end may do is decided here, at every message: what it sees, and whether it may write. It holds
a moment of the tree for a limited time only, since a moment that is held makes the store grow.
"""

from __future__ import annotations

import contextlib
import os
import select
import socket
import struct
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import msgspec

from adsiis.metabase import paths
from adsiis.metabase.errors import AccessRefusedError, MetabaseError, StoreError
from adsiis.metabase.record import SECURE, Key
from adsiis.metabase.remote_wire import (
    FAILED,
    LONGEST,
    MORE,
    OK,
    RANG,
    GoneError,
    encode,
    framed,
    pack_error,
    receive,
    send,
    unpack_changes,
)
from adsiis.metabase.tree import lineage
from adsiis.metabase.undoing import undo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

    from adsiis.metabase.control import Control
    from adsiis.metabase.journal import Watcher
    from adsiis.metabase.protocol import Moment
    from adsiis.metabase.store import LmdbStore

MOMENT_SECONDS: Final = 30.0
LOOK_SECONDS: Final = 1.0
SEND_SECONDS: Final = 30
_PACK: Final = 1 << 18
"""About as many bytes of keys, or of entries, go into one message."""
_SHORT: Final = 1 << 16
_OPEN: Final = ("/LM/W3SVC", "/Schema")


@dataclass(frozen=True, slots=True)
class Rights:
    """What a process may do with a store.

    Attributes:
        who: what the journal calls it; empty for what it says itself.
        all: whether it may do everything; else it sees the web service and the schema, but no secure value,
            and writes nothing.
    """

    who: str
    all: bool

    def shown(self, key: Key | None) -> Key | None:
        """A key as the process may see it."""
        if self.all or key is None:
            return key
        secret = [one for one in key.records.values() if one.attributes & SECURE]
        if not secret:
            return key
        kept = {record.id: record for record in key.records.values() if not record.attributes & SECURE}
        return msgspec.structs.replace(key, records=kept)

    def check_sees(self, path: str) -> None:
        """Raise AccessRefusedError for a path it may not see."""
        if not self.all and not any(paths.is_below(path, one) or paths.is_below(one, path) for one in _OPEN):
            raise AccessRefusedError(f"{self.who} may not read {path}.")

    def check_sees_below(self, path: str) -> None:
        """Raise AccessRefusedError for a path below which there is what it may not see."""
        if not self.all and not any(paths.is_below(path, one) for one in _OPEN):
            raise AccessRefusedError(f"{self.who} may not read all below {path}.")

    def check_all(self, what: str) -> None:
        """Raise AccessRefusedError unless it may do everything."""
        if not self.all:
            raise AccessRefusedError(f"{self.who} may not {what}.")


class Conversation:
    """One connection, from its first message to its end; `run` is for a thread of its own.

    Args:
        connection: to the other process; closed at the end.
        stores: by name, the stores it can choose from, each with whether it may be written.
        rights: says what the process may do, at every message.
        control: what carries out commands.

    Source: docs/behaviour.md, remote-1 to remote-4.
    """

    def __init__(
        self,
        connection: socket.socket,
        stores: dict[str, tuple[LmdbStore, bool]],
        rights: Callable[[], Rights],
        control: Control | None = None,
    ) -> None:
        self._connection = connection
        self._stores = stores
        self._rights = rights
        self._control = control
        self._held: AbstractContextManager[Moment] | None = None
        self._moment: Moment | None = None
        self._until = 0.0
        seconds = struct.pack("ll", SEND_SECONDS, 0)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, seconds)

    def run(self) -> None:
        """Answer until the other end leaves."""
        with self._connection, contextlib.suppress(OSError, GoneError, msgspec.MsgspecError):
            try:
                self._greet()
                while self._wait() and (message := receive(self._connection, self._longest())) is not None:
                    self._answer(message)
            finally:
                self._leave()

    def _greet(self) -> None:
        """Take the name of a store; give the word in which its revision stands, to be read only."""
        message = receive(self._connection, _SHORT)
        if message is None:
            raise GoneError("It left before it said what it wants.")
        found = self._stores.get(_text(message[0]))
        if found is None:
            raise GoneError("It asked for a store that is not here.")
        self._store, self._writable = found
        word = os.open(os.path.join(self._store.environment.folder, "revision"), os.O_RDONLY | os.O_CLOEXEC)
        try:
            send(self._connection, OK, descriptor=word)
        finally:
            os.close(word)

    def _longest(self) -> int:
        return LONGEST if self._rights().all else _SHORT

    def _wait(self) -> bool:
        """Wait for a message; a moment that is held too long is given up meanwhile."""
        poll = select.poll()
        poll.register(self._connection, select.POLLIN)
        while True:
            left = self._until - time.monotonic()
            if poll.poll(max(0.0, left) * 1000 if self._held is not None else None):
                return True
            self._leave()

    def _answer(self, message: list[msgspec.Raw]) -> None:
        try:
            word = msgspec.msgpack.decode(message[0], type=str)
            act = getattr(self, f"_do_{word}", None)
            if act is None:
                raise StoreError(f"A store does not know how to '{word}'.")
            reply = framed(OK, act(*message[1:]))
        except MetabaseError as error:
            send(self._connection, FAILED, pack_error(error))
        except (TypeError, ValueError) as error:
            send(
                self._connection, FAILED, pack_error(StoreError(f"This is no message for a store: {error}."))
            )
        else:
            self._connection.sendall(reply)

    def _reading(self) -> AbstractContextManager[Moment]:
        """The moment that is held, else one for this message."""
        if self._moment is not None:
            return contextlib.nullcontext(self._moment)
        if self._until:
            raise StoreError(f"A moment of the tree is kept for {MOMENT_SECONDS:g} seconds: take another.")
        return self._store.snapshot()

    def _path(self, raw: msgspec.Raw) -> str:
        path = paths.normal(_text(raw))
        self._rights().check_sees(path)
        return path

    def _do_moment(self) -> int:
        self._leave()
        self._held = self._store.snapshot()
        self._moment = self._held.__enter__()
        self._until = time.monotonic() + MOMENT_SECONDS
        return self._moment.revision

    def _do_leave(self) -> None:
        self._leave()
        self._until = 0.0

    def _leave(self) -> None:
        held, self._held, self._moment = self._held, None, None
        if held is not None:
            held.__exit__(None, None, None)

    def _do_key(self, path: msgspec.Raw) -> Key | None:
        at = self._path(path)
        with self._reading() as moment:
            return self._rights().shown(moment.key(at))

    def _do_children(self, path: msgspec.Raw) -> list[str]:
        at = self._path(path)
        with self._reading() as moment:
            return moment.children(at)

    def _do_walk(self, path: msgspec.Raw) -> list[msgspec.Raw]:
        at, rights = self._path(path), self._rights()
        rights.check_sees_below(at)
        with self._reading() as moment:
            return _send_all_but_last(self._connection, map(rights.shown, moment.walk(at)))

    def _do_holders(self, record_id: msgspec.Raw, path: msgspec.Raw) -> list[str]:
        at = self._path(path)
        self._rights().check_sees_below(at)
        with self._reading() as moment:
            return moment.holders(msgspec.msgpack.decode(record_id, type=int), at)

    def _do_lineages(self, path: msgspec.Raw, names: msgspec.Raw) -> tuple[int, list[Key | None], list[Any]]:
        """The keys over some that stand right below one, and those; or of one itself, without names."""
        at, shown = self._path(path), self._rights().shown
        wanted = msgspec.msgpack.decode(names, type=list[str])
        below = [self._path(msgspec.Raw(msgspec.msgpack.encode(paths.child(at, name)))) for name in wanted]
        with self._reading() as moment:
            found = lineage(moment, at)
            over = [shown(found.own), *map(shown, found.above)]
            return moment.revision, over, [shown(moment.key(one)) for one in below]

    def _do_commit(self, changes: msgspec.Raw, expect: msgspec.Raw, who: msgspec.Raw) -> int:
        name = self._writer(who)
        expected = msgspec.msgpack.decode(expect, type=dict[str, int] | None)
        return self._store.commit(unpack_changes(changes), expect=expected, who=name)

    def _do_undo(self, revision: msgspec.Raw, who: msgspec.Raw) -> int:
        """By this end's own journal: what a commit changed is not taken from the other end."""
        name = self._writer(who)
        return undo(self._store, msgspec.msgpack.decode(revision, type=int), who=name)

    def _writer(self, who: msgspec.Raw) -> str:
        """What the journal calls the other end, which may write."""
        rights = self._rights()
        rights.check_all("write to the store")
        if not self._writable:
            raise AccessRefusedError("States are written by the service host alone.")
        return rights.who or _text(who)

    def _do_request(
        self, path: msgspec.Raw, verb: msgspec.Raw, patience: msgspec.Raw
    ) -> tuple[int, int, int, str]:
        self._rights().check_all("give commands")
        if self._control is None:
            raise StoreError("No commands are taken here.")
        answer = self._control.request(
            _text(path), _text(verb), patience=msgspec.msgpack.decode(patience, type=float)
        )
        return answer.id, answer.state, answer.error, answer.text

    def _do_allowed(self) -> bool:
        return self._rights().all

    def _do_watch(self, since: msgspec.Raw) -> int:
        """Follow commits: from here on this connection is for that alone."""
        self._rights().check_all("follow the commits")
        with self._store.watch(msgspec.msgpack.decode(since, type=int | None)) as watcher:
            send(self._connection, OK, watcher.revision)
            _Following(self._connection, watcher, self._store).run()
        raise GoneError("It follows no more.")


class _Following:
    """A connection over which commits are followed."""

    def __init__(self, connection: socket.socket, watcher: Watcher, store: LmdbStore) -> None:
        self._connection = connection
        self._watcher = watcher
        self._word = store.environment.word
        self._told = watcher.revision
        self._rung = False

    def run(self) -> None:
        """Ring at every commit until the other end has heard, and answer what it asks."""
        poll = select.poll()
        poll.register(self._connection, select.POLLIN)
        poll.register(self._watcher, select.POLLIN)
        rang = False
        while True:
            ready = dict(poll.poll(LOOK_SECONDS * 1000))
            if self._connection.fileno() in ready:
                message = receive(self._connection, _SHORT)
                if message is None:
                    return
                self._rung = False
                if _text(message[0]) == "entries":
                    self._tell()
            rang = self._watcher.wait(0) or rang or (not ready and self._word[0] > self._told)
            if rang and not self._rung:
                rang, self._rung, self._told = False, True, self._word[0]
                send(self._connection, RANG)

    def _tell(self) -> None:
        """Send what was committed since the last time."""
        try:
            entries = self._watcher.entries()
        except MetabaseError as error:
            send(self._connection, FAILED, pack_error(error))
            return
        self._told = max(self._told, self._watcher.revision)
        last = _send_all_but_last(self._connection, entries or ())
        send(self._connection, MORE, last)
        send(self._connection, OK, (entries is None, self._watcher.revision))


def _send_all_but_last(connection: socket.socket, some: Iterable[object]) -> list[msgspec.Raw]:
    """Send many things, a pack of bounded size at a time; the last pack is for the caller."""
    pack: list[msgspec.Raw] = []
    size = 0
    for one in some:
        raw = msgspec.Raw(encode(one))
        if pack and size + len(raw) > _PACK:
            send(connection, MORE, pack)
            pack, size = [], 0
        pack.append(raw)
        size += len(raw)
    return pack


def serve_connection(
    connection: socket.socket,
    stores: dict[str, tuple[LmdbStore, bool]],
    rights: Callable[[], Rights],
    control: Control | None = None,
) -> None:
    """Answer one connection until its end."""
    Conversation(connection, stores, rights, control).run()


def _text(raw: msgspec.Raw) -> str:
    return msgspec.msgpack.decode(raw, type=str)
