"""The TLS sides of sites: which certificate a connection gets, by its address, port and the name asked for.

A side is made when a client first asks for it and kept until its site, its certificate or the trusted
authorities change. Nothing here reads a request: what a place demands of a client is decided there.
"""

from __future__ import annotations

import logging
import os
import ssl
from typing import TYPE_CHECKING, Final

from adsiis.metabase import paths
from adsiis.w3svc.certificates import Certificates
from adsiis.w3svc.settings import SERVICE, site_of
from adsiis.w3svc.siteconfig import name_of_site
from adsiis.w3svc.values import Values, bit, id_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from adsiis.metabase.tree import Tree
    from adsiis.w3svc.bindings import BindingTable

MOST_KEPT: Final = 1000
_ASKING: Final = ("AccessSSLNegotiateCert", "AccessSSLRequireCert", "AccessSSLMapCert")
_LATER_CHECKED: Final = 0x200000  # X509_V_FLAG_NO_CHECK_TIME: a place answers 403.17 for an old certificate

Identity = tuple[int, int]
State = tuple[Identity | None, Identity | None]

_log = logging.getLogger("adsiis.w3svc")


class TlsSides:
    """The TLS sides of all sites. Call everything on the loop.

    Args:
        tree_source: gives the metabase as of now.
        home: the data folder.
        table: the bindings of the started sites.

    Source: docs/behaviour.md, tls-1, tls-2.
    """

    def __init__(self, tree_source: Callable[[], Tree], home: str, table: BindingTable[str]) -> None:
        self._tree_source = tree_source
        self._certificates = Certificates(home)
        self._table = table
        self._sides: dict[tuple[str, int, str, bool], tuple[State, ssl.SSLContext]] = {}
        self._asks: dict[str, bool] = {}
        self._warned: set[str] = set()

    def choose(self, address: str, port: int) -> ssl.SSLContext | None:
        """The side of a connection that came in at an address and port; None when there is no certificate."""
        for site in self._sites(address, port):
            side = self._side(address, port, site, asks=self._asks_at(port))
            if side is not None:
                return side
        return None

    def forget(self, touched: Iterable[str]) -> None:
        """Drop what was derived from these keys."""
        for path in touched:
            site = site_of(path)
            if paths.is_below(SERVICE, path):
                self._asks.clear()
            elif site is not None:
                self._asks.pop(site, None)
                self._warned.discard(site)

    def _sites(self, address: str, port: int) -> Iterable[str]:
        """The site for a client that names no host, then the others of the port."""
        first = self._table.find(address, port, b"")
        others = self._table.secure_on(port)
        return [first, *others] if first is not None else others

    def _side(self, address: str, port: int, site: str, *, asks: bool) -> ssl.SSLContext | None:
        """The TLS side with the certificate of a site; asks for the client's if any site of the port does."""
        values = Values(self._tree_source(), site)
        path = self._certificates.path(values.text("SSLStoreName"), values.binary("SSLCertHash"))
        state = _identity(path), _identity(self._certificates.authorities_folder) if asks else None
        if path is None or state[0] is None:
            self._warn(site, path)
            return None
        kept = self._sides.get((address, port, path, asks))
        if kept is not None and kept[0] == state:
            return kept[1]
        try:
            made = self._made(path, asks=asks)
        except (OSError, ssl.SSLError) as error:
            _log.error("%s: the certificate %s cannot be used: %s.", name_of_site(site), path, error)
            return None
        made.sni_callback = self._switch(address, port, asks=asks)
        if len(self._sides) >= MOST_KEPT:
            self._sides.clear()
        self._sides[address, port, path, asks] = state, made
        return made

    def _made(self, path: str, *, asks: bool) -> ssl.SSLContext:
        side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        side.minimum_version = ssl.TLSVersion.TLSv1_2
        side.set_alpn_protocols(["http/1.1"])
        side.load_cert_chain(path)
        authorities = self._certificates.authorities() if asks else []
        for authority in authorities:
            side.load_verify_locations(authority)
        if authorities:
            side.verify_mode = ssl.CERT_OPTIONAL
            side.verify_flags |= ssl.VerifyFlags(_LATER_CHECKED)
        elif asks:
            _log.warning(
                "No client certificate can be asked for: 'adsiis cert add --store ROOT' adds whom to trust."
            )
        return side

    def _switch(
        self, address: str, port: int, *, asks: bool
    ) -> Callable[[ssl.SSLObject | ssl.SSLSocket, str | None, ssl.SSLContext], int | None]:
        """What takes the certificate of the site a client names. Source: docs/behaviour.md, tls-2."""

        def switch(connection: ssl.SSLObject | ssl.SSLSocket, name: str | None, _: ssl.SSLContext) -> None:
            if name:
                site = self._table.find(address, port, name.encode("ascii", "replace"))
                side = None if site is None else self._side(address, port, site, asks=asks)
                if side is not None:
                    connection.context = side

        return switch

    def _asks_at(self, port: int) -> bool:
        """Whether any site of a port may want a client's certificate. Source: docs/behaviour.md, tls-4."""
        return any(self._asks_for(site) for site in self._table.secure_on(port))

    def _asks_for(self, site: str) -> bool:
        asks = self._asks.get(site)
        if asks is None:
            asks = self._asks[site] = _may_ask(self._tree_source(), site)
        return asks

    def _warn(self, site: str, path: str | None) -> None:
        if site not in self._warned:
            self._warned.add(site)
            what = f"no file {path}" if path else "no SSLCertHash that names a certificate"
            _log.warning("%s cannot speak TLS: there is %s.", name_of_site(site), what)


def _may_ask(tree: Tree, site: str) -> bool:
    values, flags = Values(tree, f"{site}/ROOT"), sum(map(bit, _ASKING))
    if values.number("SSLAlwaysNegoClientCert") or values.number("AccessSSLFlags") & flags:
        return True
    records = (key.records.get(id_of("AccessSSLFlags")) for key in tree.walk(site))
    return any(isinstance(one.data, int) and one.data & flags for one in records if one is not None)


def _identity(path: str | None) -> Identity | None:
    try:
        found = os.stat(path) if path is not None else None
    except OSError:
        return None
    return None if found is None else (found.st_mtime_ns, found.st_ino)
