"""Compression: what the keys of the compression filter say, and which requests may be answered so.

One coding is known, gzip. The rules are read once, and dropped when a key of the filter changes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.metabase import paths
from adsiis.w3svc.scriptmaps import extension_of
from adsiis.w3svc.settings import SERVICE, local_path
from adsiis.w3svc.values import Values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from adsiis.http import Request
    from adsiis.metabase.tree import Tree
    from adsiis.w3svc.errors import Headers
    from adsiis.w3svc.settings import Settings

FILTER: Final = f"{SERVICE}/Filters/Compression"
VARY: Final = ((b"Vary", b"Accept-Encoding"),)
CODED: Final = (b"Content-Encoding", b"gzip")


class Rules(NamedTuple):
    """What holds for all sites.

    Attributes:
        static: whether files are compressed where a place says nothing else.
        dynamic: the same for what programs answer.
        on_demand: whether a file is compressed when it is asked for; else only what is there is sent.
        extensions: the kinds of files that are.
        script_extensions: the kinds of programs whose answers are; empty for all.
        level: how hard to try with files, from 1 to 9.
        dynamic_level: how hard to try with answers of programs.
        smallest: the least size of a file.
        old_clients: whether clients of HTTP/1.0 get compressed answers.
        proxies: whether requests that came by a proxy do.
        ranges: whether a range may be one of the compressed bytes.
        headers: what goes with a compressed answer instead of what the place says about keeping it.
        folder: where compressed files are kept.
        most_bytes: how many bytes there may be; None for any number.
        at_once: how many files go when there are more.
        queue: how many files may wait to be compressed.
        piece: how many bytes are read at a time.

    Source: docs/behaviour.md, compress-1.
    """

    static: bool
    dynamic: bool
    on_demand: bool
    extensions: frozenset[str]
    script_extensions: frozenset[str]
    level: int
    dynamic_level: int
    smallest: int
    old_clients: bool
    proxies: bool
    ranges: bool
    headers: Headers
    folder: str | None
    most_bytes: int | None
    at_once: int
    queue: int
    piece: int


class PlaceSwitches(NamedTuple):
    """DoStaticCompression and DoDynamicCompression of a place; None where they are not set."""

    static: bool | None
    dynamic: bool | None


def read_switches(values: Values) -> PlaceSwitches:
    """What a place says of its own. Source: docs/behaviour.md, compress-2."""
    static, dynamic = (
        bool(values.number(name)) if values.found(name) is not None else None
        for name in ("DoStaticCompression", "DoDynamicCompression")
    )
    return PlaceSwitches(static, dynamic)


class Compression:
    """The rules as of now, read when first asked for."""

    def __init__(self, tree_source: Callable[[], Tree], data_folder: str) -> None:
        self._tree_source = tree_source
        self._data_folder = data_folder
        self._rules: Rules | None = None
        self._known = False

    @property
    def rules(self) -> Rules | None:
        """The rules; None when nothing can be compressed."""
        if not self._known:
            self._rules, self._known = read_rules(self._tree_source(), self._data_folder), True
        return self._rules

    def forget(self) -> None:
        """Read them anew when next asked for."""
        self._known = False

    def of_file(self, settings: Settings, name: str) -> Rules | None:
        """The rules for a file, None for one that is never compressed."""
        rules = self.rules
        if rules is None or extension_of(name) not in rules.extensions:
            return None
        switch = settings.part(read_switches).static
        return rules if (rules.static if switch is None else switch) else None

    def of_program(self, settings: Settings, name: str) -> Rules | None:
        """The rules for what a program answers, None where that is never compressed."""
        rules = self.rules
        if rules is None or (rules.script_extensions and extension_of(name) not in rules.script_extensions):
            return None
        switch = settings.part(read_switches).dynamic
        return rules if (rules.dynamic if switch is None else switch) else None


def bears_on_compression(path: str) -> bool:
    """Whether a change of the key at a path can change the rules."""
    return paths.is_below(path, FILTER) or paths.is_below(FILTER, path)


def read_rules(tree: Tree, data_folder: str) -> Rules | None:
    """The rules that the keys `Parameters` and `gzip` of the filter state; None when one is missing.

    Source: docs/behaviour.md, compress-1.
    """
    if tree.key(f"{FILTER}/Parameters") is None or tree.key(f"{FILTER}/gzip") is None:
        return None
    shared, scheme = Values(tree, f"{FILTER}/Parameters"), Values(tree, f"{FILTER}/gzip")
    folder = local_path(shared, shared.text("HcCompressionDirectory"), data_folder)
    static, dynamic = (bool(scheme.number(f"HcDo{sort}Compression")) for sort in ("Static", "Dynamic"))
    return Rules(
        static=static and bool(shared.number("HcDoStaticCompression")),
        dynamic=dynamic and bool(shared.number("HcDoDynamicCompression")),
        on_demand=bool(shared.number("HcDoOnDemandCompression") and scheme.number("HcDoOnDemandCompression")),
        extensions=_extensions(scheme.lines("HcFileExtensions")) if static else frozenset(),
        script_extensions=_extensions(scheme.lines("HcScriptFileExtensions")) if dynamic else _NONE,
        level=_level(scheme.number("HcOnDemandCompLevel")),
        dynamic_level=_level(scheme.number("HcDynamicCompressionLevel")),
        smallest=shared.number("HcMinFileSizeForComp"),
        old_clients=not shared.number("HcNoCompressionForHttp10"),
        proxies=not shared.number("HcNoCompressionForProxies"),
        ranges=not shared.number("HcNoCompressionForRange"),
        headers=_cache_headers(shared) if shared.number("HcSendCacheHeaders") else (),
        folder=folder,
        most_bytes=shared.number("HcMaxDiskSpaceUsage") if shared.number("HcDoDiskSpaceLimiting") else None,
        at_once=max(1, shared.number("HcFilesDeletedPerDiskFree")),
        queue=max(1, shared.number("HcMaxQueueLength")),
        piece=min(max(shared.number("HcIoBufferSize"), 4096), 1 << 20),
    )


_NONE: Final = frozenset({"."})
"""Extensions no file has."""


def _extensions(words: Iterable[str]) -> frozenset[str]:
    """Lines of one or more extensions, with or without their dots."""
    return frozenset("." + word.lower().lstrip(".") for line in words for word in line.split())


def _level(number: int) -> int:
    """The levels of IIS, 0 to 10, as those of zlib; 0 compresses too."""
    return min(max(number, 1), 9)


def _cache_headers(shared: Values) -> Headers:
    said = {b"Cache-Control": "HcCacheControlHeader", b"Expires": "HcExpiresHeader"}
    values = {name: shared.text(source).strip() for name, source in said.items()}
    return tuple(
        (name, value.encode("latin-1", "replace"))
        for name, value in values.items()
        if value and value.isprintable()
    )


def accepted(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """What header fields say about compression, in a word: nothing for a client that takes no gzip."""
    codings, by_proxy = b"", False
    for name, value in headers:
        lower = name.lower()
        if lower == b"accept-encoding":
            codings += b"," + value
        elif lower == b"via":
            by_proxy = True
    if not codings or not _takes_gzip(codings):
        return b""
    return b"gzip by proxy" if by_proxy else b"gzip"


def may_have_gzip(request: Request, rules: Rules) -> bool:
    """Whether a request may be answered compressed. Source: docs/behaviour.md, compress-3."""
    word = accepted(request.headers)
    if not word or (request.version == "1.0" and not rules.old_clients):
        return False
    return word == b"gzip" or rules.proxies


@lru_cache(maxsize=512)
def _takes_gzip(codings: bytes) -> bool:
    found: dict[bytes, bool] = {}
    for coding in codings.lower().split(b","):
        name, _, weight = coding.partition(b";")
        number = weight.replace(b" ", b"").removeprefix(b"q=")
        found[name.strip()] = number.strip(b"0.") != b"" or not number
    return found.get(b"gzip", found.get(b"x-gzip", found.get(b"*", False)))
