"""Compressed files: made in the background, kept in a folder, found by the state of their source.

A file is compressed on a thread while clients still get it as it is. The name of the result says which state
of which file it was made of, so what the folder holds can be stale but never wrong.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import secrets
import zlib
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.w3svc.files import identity, open_file

if TYPE_CHECKING:
    from adsiis.w3svc.compression import Rules
    from adsiis.w3svc.files import Found, Identity

GZIP: Final = 31
"""Where zlib writes the head and the end of gzip."""

_MOST_KNOWN: Final = 50_000
_SUFFIX: Final = ".gz"

_log = logging.getLogger("adsiis.w3svc")


class Packed(NamedTuple):
    """What there is of a file in compressed form.

    Attributes:
        path: where it is; empty when it is not worth it, or not made yet.
        status: what the system says of it.
        settled: whether that will stay so while the file stays as it is.
    """

    path: str = ""
    status: os.stat_result | None = None
    settled: bool = False


class PackedFiles:
    """The compressed files of a service. Source: docs/behaviour.md, compress-4."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int], tuple[Identity, str]] = {}
        self._queued: set[str] = set()
        self._pool: ThreadPoolExecutor | None = None
        self._closing = False

    def find(self, found: Found, rules: Rules) -> Packed:
        """What there is of a file; what is not there is made, if it may be."""
        state, at = identity(found.status), (found.path, rules.level)
        known = self._known.get(at)
        if rules.folder is None or found.status.st_size < max(rules.smallest, 1):
            return Packed(settled=True)
        if known is not None and known[0] == state:
            path = known[1]
            if not path:
                return Packed(settled=True)
        else:
            path = _target(rules.folder, found, rules.level)
        try:
            status = os.stat(path)
        except OSError:
            self._order(found, rules, path)
            return Packed()
        self._learn(at, state, path)
        return Packed(path, status, settled=True)

    def close(self) -> None:
        """Compress nothing more."""
        self._closing = True
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def _learn(self, at: tuple[str, int], state: Identity, path: str) -> None:
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[at] = state, path

    def _order(self, found: Found, rules: Rules, path: str) -> None:
        if not rules.on_demand or path in self._queued or len(self._queued) >= rules.queue or self._closing:
            return
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="compress")
        self._queued.add(path)
        self._pool.submit(self._make, found, rules, path)

    def _make(self, found: Found, rules: Rules, path: str) -> None:
        """On the thread: compress one file, and forget what is older of it."""
        folder, at = os.path.dirname(path), (found.path, rules.level)
        made = os.path.join(folder, f"{secrets.token_hex(8)}.part")
        try:
            os.makedirs(folder, mode=0o700, exist_ok=True)
            if self._compress(found, rules, made) < found.status.st_size:
                os.replace(made, path)
                _drop_older(folder, os.path.basename(path))
                _make_room(folder, rules)
                self._learn(at, identity(found.status), path)
            elif not self._closing:
                self._learn(at, identity(found.status), "")
        except OSError as problem:
            _log.warning("%s cannot be kept compressed in %s: %s", found.path, folder, problem.strerror)
        finally:
            with contextlib.suppress(OSError):
                os.unlink(made)
            self._queued.discard(path)

    def _compress(self, found: Found, rules: Rules, made: str) -> int:
        """Write a compressed copy; its size, or that of the file when the copy is of no use."""
        packer = zlib.compressobj(rules.level, wbits=GZIP)
        size = 0
        with (
            open(open_file(found.path, found.status), "rb", buffering=0) as source,
            open(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target,
        ):
            while piece := source.read(rules.piece):
                size += target.write(packer.compress(piece))
                if self._closing or size >= found.status.st_size:
                    return found.status.st_size
            size += target.write(packer.flush())
            changed = identity(os.fstat(source.fileno())) != identity(found.status)
        return found.status.st_size if changed else size


def _target(folder: str, found: Found, level: int) -> str:
    """The path of the compressed file: the file's name as a hash, and its state."""
    name = hashlib.sha256(found.path.encode("utf-8", "surrogateescape")).hexdigest()[:32]
    state = "-".join(f"{number:x}" for number in identity(found.status))
    return os.path.join(folder, f"{name}-{level}-{state}{_SUFFIX}")


def _drop_older(folder: str, name: str) -> None:
    lead = "-".join(name.split("-", 2)[:2]) + "-"
    for other in os.listdir(folder):
        if other.startswith(lead) and other != name:
            os.unlink(os.path.join(folder, other))


def _make_room(folder: str, rules: Rules) -> None:
    """Delete the files made longest ago while there are more bytes than may be, so many at once.

    Source: docs/behaviour.md, compress-8.
    """
    if rules.most_bytes is None:
        return
    with os.scandir(folder) as entries:
        there = [(one.stat().st_mtime_ns, one.stat().st_size, one.path) for one in entries if _is_ours(one)]
    if sum(size for _, size, _ in there) > rules.most_bytes:
        for _, _, path in sorted(there)[: rules.at_once]:
            os.unlink(path)


def _is_ours(entry: os.DirEntry[str]) -> bool:
    return entry.name.endswith(_SUFFIX) and entry.is_file(follow_symlinks=False)
