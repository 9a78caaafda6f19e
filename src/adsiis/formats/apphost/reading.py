"""The keys that an applicationHost.config stands for.

Sites, applications and virtual directories become keys; sections become properties of the key their location
names, those of the whole server of /LM/W3SVC, so inheritance goes on as it did. A list is stored whole where
a location changes it, as the metabase inherits lists whole.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from adsiis.formats.apphost import items
from adsiis.formats.apphost import values as v
from adsiis.formats.apphost.collections import COLLECTIONS, Item, applied
from adsiis.formats.apphost.document import HOST, WEB, Document, below, children, local
from adsiis.formats.apphost.redirects import redirect_of
from adsiis.formats.apphost.tables import (
    POOL,
    POOL_BITS,
    SITE,
    SITE_BITS,
    STARTING,
    VDIR,
    WEB_BITS,
)
from adsiis.formats.apphost.tables import (
    WEB as WEB_ROWS,
)
from adsiis.formats.metabase_xml.source import name_of
from adsiis.metabase import paths
from adsiis.metabase.errors import InvalidPathError
from adsiis.metabase.record import Key, Record
from adsiis.schema import schema
from adsiis.schema.errors import AddressListError, SchemaError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

    from adsiis.formats.apphost.document import Element, Placed
    from adsiis.formats.apphost.tables import Bits, Row

SERVICE: Final = "/LM/W3SVC"
POOLS: Final = f"{SERVICE}/AppPools"
_MEANT: Final = frozenset(
    {row.element.partition("/")[0] for row in WEB_ROWS}
    | {row.element.partition("/")[0] for row in WEB_BITS}
    | {kind.element.partition("/")[0] for kind in COLLECTIONS}
    | {"httpRedirect"}
)


@dataclass(slots=True)
class ApphostFile:
    """What an applicationHost.config holds.

    Attributes:
        keys: the keys it stands for, parents before their children.
        warnings: sentences about what has no place in a metabase.
    """

    keys: list[Key]
    warnings: list[str] = field(default_factory=list)


def read(source: str | bytes | os.PathLike[str], *, name: str | None = None) -> ApphostFile:
    """The keys of an applicationHost.config.

    Raises ApphostFileError, which names the line. Source: docs/behaviour.md, apphost-1.
    """
    reader = _Reader(Document(source, name if name is not None else name_of(source)))
    return reader.file()


class _Reader:
    """Reads one file."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._keys: dict[str, Key] = {}
        self._warnings: list[str] = []
        self._sites: dict[str, str] = {}
        self._lists: dict[tuple[str, str], list[Item]] = {}

    def file(self) -> ApphostFile:
        """All of it."""
        host = self._document.group(HOST)
        self._key(SERVICE, "IIsWebService")
        self._key(POOLS, "IIsApplicationPools")
        self._pools(below(host, "applicationPools"))
        self._all_sites(below(host, "sites"))
        for placed in self._document.placed(WEB):
            self._section_group(placed)
        found = sorted(self._keys.values(), key=lambda key: paths.tree_order(key.path))
        return ApphostFile(found, self._warnings)

    def _pools(self, pools: Element | None) -> None:
        for pool in children(pools) if pools is not None else ():
            if local(pool) == "applicationPoolDefaults":
                self._records(POOLS, pool, POOL, POOL_BITS)
            elif local(pool) == "add":
                self._pool(pool)

    def _pool(self, pool: Element) -> None:
        path = self._named(pool, POOLS, "name")
        if paths.fold(path) in self._keys:
            raise self._document.error(
                pool, f"the pool {pool.get('name')} stands there twice; expected it once."
            )
        self._key(path, "IIsApplicationPool")
        identity = below(pool, "processModel")
        if identity is not None and identity.get("identityType", "").lower() == "applicationpoolidentity":
            del identity.attrib["identityType"]
            self._warn(identity, "ApplicationPoolIdentity is not known to IIS 6; NetworkService is taken.")
            identity.set("identityType", "NetworkService")
        self._records(path, pool, POOL, POOL_BITS)
        times = below(pool, "recycling/periodicRestart/schedule")
        if times is not None:
            self._put(
                path, "PeriodicRestartSchedule", tuple(each.get("value", "")[:5] for each in children(times))
            )

    def _all_sites(self, sites: Element | None) -> None:
        for site in children(sites) if sites is not None else ():
            if local(site) == "site":
                self._site(site)
            elif local(site) == "siteDefaults":
                self._records(SERVICE, site, SITE, SITE_BITS)
            elif local(site) == "applicationDefaults" and site.get("applicationPool"):
                self._put(SERVICE, "AppPoolId", site.get("applicationPool", ""))

    def _site(self, site: Element) -> None:
        name, number = site.get("name", ""), site.get("id", "")
        if not name or not number.isdecimal() or not int(number):
            raise self._document.error(site, "a <site> has no name or no id; expected both, the id a number.")
        path = f"{SERVICE}/{int(number)}"
        if name.lower() in self._sites or paths.fold(path) in self._keys:
            raise self._document.error(site, f"the name {name} or the id {number} is another site's already.")
        self._sites[name.lower()] = path
        self._key(path, "IIsWebServer")
        self._put(path, "ServerComment", name)
        self._bindings(path, site)
        self._records(path, site, SITE, SITE_BITS)
        for application in children(site):
            if local(application) == "application":
                self._application(f"{path}/ROOT", application)

    def _bindings(self, path: str, site: Element) -> None:
        found: dict[str, list[str]] = {"http": [], "https": []}
        holder = below(site, "bindings")
        for binding in children(holder) if holder is not None else ():
            protocol = binding.get("protocol", "").lower()
            if protocol not in found:
                if local(binding) != "clear":
                    self._warn(binding, f"the protocol {protocol!r:.30} has no binding in a metabase.")
                continue
            found[protocol].append(binding.get("bindingInformation", "").removeprefix("*"))
        self._put(path, "ServerBindings", tuple(found["http"]))
        if found["https"]:
            self._put(path, "SecureBindings", tuple(found["https"]))

    def _application(self, root: str, application: Element) -> None:
        path = self._below(root, application.get("path", "/"), application)
        self._key(path, "IIsWebVirtualDir")
        self._put(path, "AppRoot", path)
        self._put(path, "AppIsolated", 2)
        self._put(path, "AppFriendlyName", paths.name_of(path) if path != root else "Default Application")
        if application.get("applicationPool"):
            self._put(path, "AppPoolId", application.get("applicationPool", ""))
        for directory in children(application):
            if local(directory) == "virtualDirectory":
                there = self._below(path, directory.get("path", "/"), directory)
                self._key(there, "IIsWebVirtualDir")
                self._put(there, "Path", directory.get("physicalPath", ""))
                self._records(there, directory, VDIR, ())

    def _section_group(self, placed: Placed) -> None:
        path = self._location(placed)
        if path is None:
            return
        if paths.fold(path) not in self._keys:
            self._key(path, "IIsWebFile" if "." in paths.name_of(path) else "IIsWebDirectory")
        group = placed.group
        for section in children(group):
            if local(section) not in _MEANT and local(section) != "security":
                self._warn(section, f"the section {local(section)} has no meaning in a metabase.")
        self._records(path, group, WEB_ROWS, WEB_BITS)
        self._collections(path, group)
        self._caching(path, below(group, "staticContent/clientCache"))
        redirect = below(group, "httpRedirect")
        if redirect is not None:
            text = redirect_of(redirect)
            if text is None:
                self._warn(redirect, "the redirection is incomplete; it is passed over.")
            else:
                self._put(path, "HttpRedirect", text)

    def _location(self, placed: Placed) -> str | None:
        """The key a location names; None for a site that is not there."""
        if not placed.path:
            return SERVICE
        name, _, rest = placed.path.partition("/")
        site = self._sites.get(name.lower())
        if site is None:
            self._warn(placed.group, f"the location {placed.path!r:.60} names no site; it is passed over.")
            return None
        return self._below(f"{site}/ROOT", rest, placed.group)

    def _collections(self, path: str, group: Element) -> None:
        for kind in COLLECTIONS:
            inherited = self._inherited(path, kind.element)
            found = applied(self._document, group, kind, inherited)
            holder = below(group, kind.element)
            unlisted = holder is None or holder.get("allowUnlisted", "true").lower() == "true"
            if found is None and (kind.property != "IPSecurity" or unlisted):
                continue
            listed = found if found is not None else inherited
            self._lists[paths.fold(path), kind.element] = listed
            for item in listed:
                why = items.left_out(kind.property, item)
                if why:
                    self._warn(holder, f"an item of {kind.element} is passed over: {why}.")
            try:
                self._put(path, kind.property, items.data_of(kind.property, listed, unlisted=unlisted))
            except (AddressListError, ValueError) as error:
                raise self._document.error(holder, f"{kind.element}: {error}") from None

    def _inherited(self, path: str, element: str) -> list[Item]:
        site = next((s for s in self._sites.values() if paths.is_below(path, s)), None)
        above = [path, *paths.ancestors(path)] if site else [path]
        for one in [*above, SERVICE]:
            found = self._lists.get((paths.fold(one), element))
            if found is not None:
                return found
        return []

    def _caching(self, path: str, cache: Element | None) -> None:
        """How long copies of files may be kept."""
        if cache is None:
            return
        mode = cache.get("cacheControlMode", "")
        try:
            if mode == "DisableCache":
                self._put(path, "CacheControlNoCache", 1)
            elif mode == "UseMaxAge":
                age = v.seconds(cache.get("cacheControlMaxAge", "1.00:00:00"))
                self._put(path, "HttpExpires", f"D, 0x{age:x}")
            elif mode == "UseExpires":
                self._put(path, "HttpExpires", f"S,{cache.get('httpExpires', '')}")
        except v.ValueTextError as error:
            raise self._document.error(cache, f"clientCache: {error}.") from None

    def _records(self, path: str, top: Element, rows: Iterable[Row], bits: Iterable[Bits]) -> None:
        for row in rows:
            for element, text in self._written(top, row):
                try:
                    record = v.record_of(row, text)
                except (v.ValueTextError, SchemaError) as error:
                    raise self._document.error(element, f"{row.attribute}: {error}.") from None
                self._store(path, record)
        for one in bits:
            for element, text in self._written(top, one):
                name = v.whole(one)
                try:
                    self._put(path, name, v.bits_of(one, text, self._number(path, name)))
                except v.ValueTextError as error:
                    raise self._document.error(element, f"{one.attribute}: {error}.") from None

    def _written(self, top: Element, row: Row | Bits) -> Iterator[tuple[Element, str]]:
        element = below(top, row.element)
        text = element.get(row.attribute) if element is not None else None
        if element is not None and text is not None:
            yield element, text

    def _number(self, path: str, name: str) -> int:
        """The number a place sees so far, for attributes that speak of some of its bits."""
        known = schema().property(name)
        for one in (path, *paths.ancestors(path)):
            key = self._keys.get(paths.fold(one))
            record = key.records.get(known.id) if key is not None and known is not None else None
            if record is not None and isinstance(record.data, int):
                return record.data
        return STARTING.get(name, 0)

    def _named(self, element: Element, top: str, attribute: str) -> str:
        name = element.get(attribute, "")
        if "/" in name or not name:
            raise self._document.error(element, f"<{local(element)}> has no {attribute} that can be a key's.")
        return self._below(top, name, element)

    def _below(self, top: str, rest: str, element: Element) -> str:
        try:
            return paths.join(top, rest.strip("/")) if rest.strip("/") else top
        except InvalidPathError as error:
            raise self._document.error(element, str(error)) from None

    def _key(self, path: str, kind: str) -> None:
        key = self._keys.setdefault(paths.fold(path), Key(path, {}))
        record = schema().record("KeyType", kind)
        key.records.setdefault(record.id, record)

    def _put(self, path: str, name: str, data: object) -> None:
        self._store(path, schema().record(name, data))

    def _store(self, path: str, record: Record) -> None:
        self._keys[paths.fold(path)].records[record.id] = record

    def _warn(self, element: Element, sentence: str) -> None:
        self._warnings.append(f"{self._document.place(element)}: {sentence}")
