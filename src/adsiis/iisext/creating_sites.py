"""CreateNewSite: a site with its bindings and its root, complete enough to be started, in one commit.

Without a number given, the site's number is made from its comment, so that the same script makes the same
number on every machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.adsi import values
from adsiis.adsi.errors import Translating
from adsiis.iisext.application_keys import cache_of
from adsiis.iisext.arguments import invalid_argument, number, text
from adsiis.metabase import paths
from adsiis.metabase.changes import CreateKey
from adsiis.metabase.errors import KeyExistsError
from adsiis.schema import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from adsiis.adsi.objects import ADsObject
    from adsiis.metabase.record import Record

_MOST: Final = 0xFFFFFFFF
_LARGEST_MADE: Final = 0x7FFFFFFF


class _Kind(NamedTuple):
    """The classes of a kind of site and of its root."""

    site: str
    root: str


_KINDS: Final = {
    "IIsWebService": _Kind("IIsWebServer", "IIsWebVirtualDir"),
    "IIsFtpService": _Kind("IIsFtpServer", "IIsFtpVirtualDir"),
}


def create_new_site(
    service: ADsObject, comment: object, bindings: object, root: object, site: object = None
) -> int:
    r"""Make a site, and say its number.

    Args:
        service: the object.
        comment: what people call it: ServerComment.
        bindings: texts of the form `IP:Port:Hostname`: ServerBindings.
        root: the folder of its root, such as `C:\Inetpub\shop`.
        site: the number; without one it is made from the comment.

    Raises 0x800700B7 for a number that is taken, 0x80070057 for a number that can be none.
    Source: docs/behaviour.md, site-1, site-2.
    """
    kind, path = _KINDS[service.Class], service.ADsPath
    of_site = [
        schema().record("KeyType", kind.site),
        schema().record("ServerComment", text(comment, "the comment of a site", path)),
        _put("ServerBindings", bindings),
    ]
    of_root = [schema().record("KeyType", kind.root), _put("Path", text(root, "the root's folder", path))]
    if site is None or site == "":
        return _make_at_first_free(service, number_of(str(of_site[1].data)), of_site, of_root)
    wanted = _number(site, path)
    with Translating(path):
        _make(service, wanted, of_site, of_root)
    return wanted


def number_of(comment: str) -> int:
    """The number that a comment gives a site, where it is free. Source: docs/behaviour.md, site-2."""
    found = 0
    for character in comment:
        found = (found * 101 + (ord(character) & 0xDF)) & 0xFFFFFFFF
    return found % _LARGEST_MADE + 1


def _make_at_first_free(service: ADsObject, first: int, of_site: list[Record], of_root: list[Record]) -> int:
    wanted = first
    with Translating(service.ADsPath):
        while True:
            try:
                _make(service, wanted, of_site, of_root)
            except KeyExistsError:
                wanted += 1
            else:
                return wanted


def _make(service: ADsObject, site: int, of_site: list[Record], of_root: list[Record]) -> None:
    cache = cache_of(service)
    path = paths.child(cache.path, str(site))
    cache.metabase.store.commit([CreateKey(path, tuple(of_site)), CreateKey(f"{path}/ROOT", tuple(of_root))])


def _put(name: str, value: object) -> Record:
    """A record with a value as a script gives it; raises CannotConvertError."""
    prop = schema().property(name)
    assert prop is not None  # noqa: S101 - our own schema
    return schema().record(name, values.stored(prop, value))


def _number(value: object, path: str) -> int:
    found = number(value)
    if found is None or not 0 < found <= _MOST:
        raise invalid_argument(f"{path}: a site has a number from 1 to {_MOST}; {value!r:.80} is none.", path)
    return found


METHODS: Final[Mapping[str, Mapping[str, Callable[..., object]]]] = {
    kind: {"CreateNewSite": create_new_site} for kind in _KINDS
}
