"""A web site as plain values: what every web server can be told, in no one's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import msgspec

METHODS: Final = "GET, HEAD, OPTIONS"
ANY: Final = ""


class Binding(NamedTuple):
    """Where a site answers; an empty address or host means any."""

    address: str
    port: int
    host: str


class Redirect(NamedTuple):
    """Where a place lies instead.

    Attributes:
        base: the URL of the key that says so, without a slash at its end.
        location: where to.
        status: 301, 302 or 307.
        exact: whether nothing is put behind the location.
        child_only: whether what lies in folders below stays.
    """

    base: str
    location: str
    status: int
    exact: bool
    child_only: bool


class ErrorPage(NamedTuple):
    """A page for a status: a local file, or a URL of the site, and the content type of a file."""

    status: int
    file: str
    url: str
    kind: str


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for a URL and all below it, as long as no deeper place says otherwise.

    Attributes:
        key: the metabase path.
        url: without a slash at its end; empty for the root.
        base: the URL of the place that holds the folder.
        folder: the local folder of that place; empty for none.
        read: whether files may be sent.
        programs: extensions whose files are programs, which are never sent.
        everything: whether a program takes all URLs.
        documents: names of default documents.
        browse: whether a folder is listed.
        headers: names and values for every answer.
        keeping: names and values for files.
        types: content types by extension, `.*` for any.
        errors: pages for errors.
        redirect: where it lies instead, or None.
        open_by_default: whether all addresses may come but those listed.
        networks: the addresses listed, as networks.
        sign_in: `open`, `basic`, or `closed` where only ways of signing in count that nobody else has.
        realm: the name of the area to sign in to.
        tls_only: whether it answers over TLS only.
        upstream: the address of a server that answers in its place; empty for none.
        fastcgi: addresses of FastCGI servers by extension.
        logged: whether requests go into the log.
    """

    key: str
    url: str
    base: str
    folder: str
    read: bool
    programs: tuple[str, ...]
    everything: bool
    documents: tuple[str, ...]
    browse: bool
    headers: tuple[tuple[str, str], ...]
    keeping: tuple[tuple[str, str], ...]
    types: Mapping[str, str]
    errors: tuple[ErrorPage, ...]
    redirect: Redirect | None
    open_by_default: bool
    networks: tuple[str, ...]
    sign_in: str
    realm: str
    tls_only: bool
    upstream: str
    fastcgi: Mapping[str, str]
    logged: bool


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """A web site.

    Attributes:
        key: its metabase path.
        name: its comment.
        bindings: where it answers.
        secure: where it answers over TLS; none without a certificate.
        certificate: the files of its certificate and key.
        places: the deepest first, the root last.
    """

    key: str
    name: str
    bindings: tuple[Binding, ...]
    secure: tuple[Binding, ...]
    certificate: tuple[str, str]
    places: tuple[Place, ...]


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the tree does not know and a person says.

    Attributes:
        data_folder: where `C:` and the other drives are.
        maps: lines of PathMap.
        ports: other ports, by the one in the tree.
        upstreams: addresses that answer for keys, by folded path.
        fastcgi: addresses of FastCGI servers by extension.
        certificates: files of certificate and key by the number of a site.
        users: a file of users, for servers that take one.
        log_folder: where the target writes its log.
        work_folder: where it puts what is on its way; empty for where it would.
        ipv6: whether a binding to any address is also one to those of IPv6.
    """

    data_folder: str
    maps: tuple[str, ...] = ()
    ports: Mapping[int, int] = {}
    upstreams: Mapping[str, str] = {}
    fastcgi: Mapping[str, str] = {}
    certificates: Mapping[str, tuple[str, str]] = {}
    users: str = ""
    log_folder: str = "/var/log/nginx"
    work_folder: str = ""
    ipv6: bool = True


def listeners(sites: tuple[Site, ...]) -> dict[tuple[str, int, bool], dict[str, Site]]:
    """By address, port and whether it is TLS: which site answers which host; `` is any other host.

    The most exact binding wins: address and host, host alone, address alone, neither.
    Source: docs/behaviour.md, convert-3.
    """
    wanted = [(b, s, False) for s in sites for b in s.bindings] + [
        (b, s, True) for s in sites for b in s.secure
    ]
    found: dict[tuple[str, int, bool], dict[str, Site]] = {}
    for binding, _, tls in wanted:
        found.setdefault((binding.address, binding.port, tls), {})
    for (address, port, tls), hosts in found.items():
        same = [(b, s) for b, s, secure in wanted if (b.port, secure) == (port, tls)]
        for exact in (address, ANY):
            for binding, site in same:
                if binding.address == exact:
                    hosts.setdefault(binding.host, site)
    return found
