"""What starting a site needs from the metabase, and why it may fail."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Final

from adsiis.w3svc.bindings import Binding, BindingSyntaxError, parse_bindings
from adsiis.w3svc.values import id_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from adsiis.metabase.record import Record
    from adsiis.metabase.tree import Tree
    from adsiis.w3svc.ports import PortError

PATH_NOT_FOUND: Final = 0x80070003
ACCESS_DENIED: Final = 0x80070005
SHARING_VIOLATION: Final = 0x80070020
DUPLICATE_NAME: Final = 0x80070034
INVALID_PARAMETER: Final = 0x80070057
ADDRESS_IN_USE: Final = 0x80072740
ADDRESS_NOT_AVAILABLE: Final = 0x80072741
GENERAL_FAILURE: Final = 0x8007001F

_INFO: Final = "/LM/W3SVC/Info"


class SiteStartError(Exception):
    """A site that cannot start.

    Attributes:
        win32_code: the error as scripts know it, for Win32Error and for the caller of Start.
    """

    def __init__(self, win32_code: int, sentence: str) -> None:
        super().__init__(sentence)
        self.win32_code = win32_code


def name_of_site(site: str) -> str:
    """How messages call a site: `W3SVC/3`."""
    return site.removeprefix("/LM/")


def read_bindings(tree: Tree, site: str) -> tuple[Binding, ...]:
    """The bindings of a site that can start.

    Raises:
        SiteStartError: for a site without a key, bindings or a ROOT with a Path, and for a bad binding.

    Source: docs/behaviour.md, binding-4.
    """
    name = name_of_site(site)
    key, root = tree.key(site), tree.key(f"{site}/ROOT")
    if key is None:
        raise SiteStartError(PATH_NOT_FOUND, f"{name}: there is no such site.")
    if root is None or not _texts(root.records.get(id_of("Path"))):
        raise SiteStartError(PATH_NOT_FOUND, f"{name}: the site needs a key ROOT with a Path.")
    try:
        bindings = parse_bindings(name, "ServerBindings", _texts(key.records.get(id_of("ServerBindings"))))
        secure = parse_bindings(name, "SecureBindings", _texts(key.records.get(id_of("SecureBindings"))))
    except BindingSyntaxError as problem:
        raise SiteStartError(INVALID_PARAMETER, str(problem)) from None
    if not bindings and not secure:
        raise SiteStartError(
            INVALID_PARAMETER, f"{name}: ServerBindings is empty: a site needs at least one binding."
        )
    _check_ports(name, bindings, secure)
    return bindings + secure


def _check_ports(name: str, plain: Iterable[Binding], secure: Iterable[Binding]) -> None:
    """Raise SiteStartError for a port that is to speak TLS and not. Source: docs/behaviour.md, tls-1."""
    both = {binding.port for binding in plain} & {binding.port for binding in secure}
    if both:
        raise SiteStartError(
            INVALID_PARAMETER,
            f"{name}: the port {min(both)} is in ServerBindings and SecureBindings: it can speak TLS or not.",
        )


def _texts(record: Record | None) -> tuple[str, ...]:
    data = record.data if record is not None else ()
    if isinstance(data, str):
        return (data,) if data else ()
    return data if isinstance(data, tuple) else ()


def port_error(tree: Tree, site: str, problem: PortError) -> SiteStartError:
    """Why an address could not be opened, as a start error; the code depends on the version of the store.

    Source: docs/behaviour.md, binding-6.
    """
    error = problem.cause
    place = f"{name_of_site(site)}: the address {problem.host or '*'}:{problem.port}"
    if error.errno == errno.EADDRINUSE:
        code = ADDRESS_IN_USE if _is_iis5(tree) else SHARING_VIOLATION
        return SiteStartError(
            code, f"{place} is in use by another program; choose another port, or stop that program."
        )
    if error.errno in {errno.EACCES, errno.EPERM}:
        return SiteStartError(
            ACCESS_DENIED, f"{place} may not be opened by this user; ports below 1024 need a right."
        )
    if error.errno == errno.EADDRNOTAVAIL:
        return SiteStartError(ADDRESS_NOT_AVAILABLE, f"{place} is not an address of this machine.")
    return SiteStartError(GENERAL_FAILURE, f"{place} cannot be opened: {error.strerror or error}.")


def _is_iis5(tree: Tree) -> bool:
    info = tree.key(_INFO)
    record = info.records.get(id_of("MajorIIsVersionNumber")) if info is not None else None
    return record is not None and record.data == 5
