"""A tree as an applicationHost.config: sites, pools, and the sections of every place as a location.

A list is written whole behind `<clear />`, so that a place has just what it has in the metabase.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

from adsiis.formats.apphost import items
from adsiis.formats.apphost import values as v
from adsiis.formats.apphost.collections import COLLECTIONS
from adsiis.formats.apphost.redirects import attributes_of
from adsiis.formats.apphost.tables import POOL, POOL_BITS, SITE, SITE_BITS, VDIR, WEB, WEB_BITS
from adsiis.formats.convert.report import Report, shown
from adsiis.formats.errors import FormatError
from adsiis.metabase import paths
from adsiis.metabase.record import SECURE, Key
from adsiis.metabase.tree import effective
from adsiis.schema import schema
from adsiis.schema.errors import AddressListError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from adsiis.formats.apphost.tables import Bits, Row
    from adsiis.metabase.record import Data, Record
    from adsiis.metabase.tree import Tree

SERVICE: Final = "/LM/W3SVC"
POOLS: Final = f"{SERVICE}/AppPools"
NOTES: Final = (
    "The file has no modules: take globalModules and modules from that of the target machine.",
    "A name of a site is made unique by its number where two sites share one.",
)
_NOT_IN_NAMES: Final = frozenset('\\/?;:@&=+$,|"<>*')
_NO_AGE: Final = 0xFFFFFFFF
_SECTIONS: Final = (
    ("asp", "cgi", "defaultDocument", "directoryBrowse", "handlers", "httpErrors", "httpProtocol",
     "httpLogging", "httpRedirect", "serverRuntime", "serverSideInclude", "staticContent", "urlCompression"),
    ("access", "ipSecurity"),
    ("anonymousAuthentication", "basicAuthentication", "digestAuthentication", "windowsAuthentication"),
)  # fmt: skip


class Node:
    """An element that is being made: attributes, and elements below by name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.attributes: dict[str, str] = {}
        self.below: dict[str, Node] = {}
        self.items: list[Node] = []

    def at(self, path: str) -> Node:
        """The element at a path below, made where it is missing."""
        node = self
        for name in filter(None, path.split("/")):
            node = node.below.setdefault(name, Node(name))
        return node

    def item(self, name: str, attributes: dict[str, str] | None = None) -> Node:
        """A new item of a collection."""
        node = Node(name)
        node.attributes.update(attributes or {})
        self.items.append(node)
        return node

    def lines(self, indent: str = "") -> Iterator[str]:
        """The text, line by line."""
        written = "".join(f" {name}={_quoted(value, name)}" for name, value in self.attributes.items())
        inner = [*self.items, *(self.below[name] for name in sorted(self.below))]
        if not inner:
            yield f"{indent}<{self.name}{written} />"
            return
        yield f"{indent}<{self.name}{written}>"
        for node in inner:
            yield from node.lines(indent + "    ")
        yield f"{indent}</{self.name}>"

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return not self.attributes and not self.items and all(node.is_empty for node in self.below.values())


def text_of(tree: Tree, report: Report) -> str:
    """A whole applicationHost.config; what it cannot say goes to the report.

    Raises FormatError for a text that XML cannot hold. Source: docs/behaviour.md, apphost-4.
    """
    report.notes += NOTES
    lines = [line for node in _Writer(tree, report).nodes() for line in node.lines("    ")]
    report.finish(tree)
    return "\n".join(
        ['<?xml version="1.0" encoding="UTF-8"?>', "<configuration>", *lines, "</configuration>", ""]
    )


class _Writer:
    """Writes one tree."""

    def __init__(self, tree: Tree, report: Report) -> None:
        self._tree = tree
        self._report = report
        self._names: dict[str, str] = {}

    def nodes(self) -> Iterator[Node]:
        """The elements below `<configuration>`."""
        yield _declarations()
        host = Node("system.applicationHost")
        self._pools(host.at("applicationPools"))
        sites = host.at("sites")
        self._own(SERVICE, sites.at("siteDefaults"), SITE, SITE_BITS)
        pool = self._text(SERVICE, "AppPoolId")
        if pool:
            sites.at("applicationDefaults").attributes["applicationPool"] = pool
        numbers = [name for name in self._tree.children(SERVICE) if name.isdecimal() and int(name)]
        for number in numbers:
            self._site(sites, number)
        yield host
        top = Node("system.webServer")
        self._sections(SERVICE, top)
        yield top
        for number in numbers:
            yield from self._locations(number)

    def _pools(self, node: Node) -> None:
        self._own(POOLS, node.at("applicationPoolDefaults"), POOL, POOL_BITS)
        for name in self._tree.children(POOLS):
            path = f"{POOLS}/{name}"
            pool = node.item("add", {"name": name})
            self._own(path, pool, POOL, POOL_BITS)
            times = self._data(path, "PeriodicRestartSchedule")
            for time in times if isinstance(times, tuple) else ():
                pool.at("recycling/periodicRestart/schedule").item("add", {"value": f"{time[:5]}:00"})

    def _site(self, sites: Node, number: str) -> None:
        path = f"{SERVICE}/{number}"
        comment = self._text(path, "ServerComment") or f"Site {number}"
        name = "".join("_" if c in _NOT_IN_NAMES else c for c in comment)
        taken = {one.lower() for one in self._names.values()}
        name = f"{name} ({number})" if name.lower() in taken else name
        if name != comment and self._text(path, "ServerComment"):
            self._report.cannot(path, "ServerComment", comment, f"it is written {name}", "none is needed")
        self._names[number] = name
        site = sites.item("site", {"name": name, "id": str(int(number))})
        self._own(path, site, SITE, SITE_BITS)
        self._bindings(path, site)
        root = f"{path}/ROOT"
        for key in self._tree.walk(root):
            if self._is_application(key, root):
                self._application(site, key, root)

    def _bindings(self, path: str, site: Node) -> None:
        for name, protocol in (("ServerBindings", "http"), ("SecureBindings", "https")):
            lines = self._data(path, name)
            for line in lines if isinstance(lines, tuple) else ():
                information = _binding(line.strip())
                holder = site.at("bindings")
                if any(one.attributes["bindingInformation"] == information for one in holder.items):
                    self._report.cannot(path, name, line, "it is there already", "none is needed")
                    continue
                holder.item("binding", {"protocol": protocol, "bindingInformation": information})

    def _is_application(self, key: Key, root: str) -> bool:
        own = key.records.get(_id("AppRoot"))
        return paths.fold(key.path) == paths.fold(root) or (
            own is not None and paths.fold(str(own.data).rstrip("/")) == paths.fold(key.path)
        )

    def _application(self, site: Node, key: Key, root: str) -> None:
        url = key.path[len(root) :] or "/"
        application = site.item("application", {"path": url})
        self._text(key.path, "AppRoot")
        isolated = self._data(key.path, "AppIsolated")
        if isolated not in {None, 2}:
            self._report.cannot(
                key.path, "AppIsolated", str(isolated), "pools isolate there", "give it a pool"
            )
        pool = effective(self._tree, key.path, _id("AppPoolId"))
        if pool is not None and paths.fold(pool.owner) != SERVICE.upper():
            self._report.said(pool.owner, pool.record.id)
            application.attributes["applicationPool"] = str(pool.record.data)
        name = self._data(key.path, "AppFriendlyName")
        usual = "Default Application" if url == "/" else paths.name_of(key.path)
        if name not in {None, usual}:
            self._report.cannot(key.path, "AppFriendlyName", str(name), "applications have no names", "none")
        for below in self._tree.walk(key.path):
            inner = below.path != key.path and self._is_application(below, root)
            if inner:
                continue
            if self._application_of(below.path, root) == key.path and _id("Path") in below.records:
                there = application.item("virtualDirectory", {"path": below.path[len(key.path) :] or "/"})
                there.attributes["physicalPath"] = self._text(below.path, "Path")
                self._own(below.path, there, VDIR, ())

    def _application_of(self, path: str, root: str) -> str:
        for one in (path, *paths.ancestors(path)):
            key = self._tree.key(one)
            if key is not None and self._is_application(key, root):
                return key.path
        return root

    def _locations(self, number: str) -> Iterator[Node]:
        """The places of a site that say something; the site itself and its root are one."""
        site = f"{SERVICE}/{number}"
        root = f"{site}/ROOT"
        for key in self._tree.walk(root):
            node = Node("location")
            node.attributes["path"] = f"{self._names[number]}{key.path[len(root) :]}"
            if paths.fold(key.path) == paths.fold(root):
                self._sections(site, node.at("system.webServer"))
            self._sections(key.path, node.at("system.webServer"))
            if not node.at("system.webServer").is_empty:
                yield node

    def _sections(self, path: str, node: Node) -> None:
        self._own(path, node, WEB, WEB_BITS)
        for kind in COLLECTIONS:
            data = self._data(path, kind.property)
            if kind.property == "MimeMap" and path == SERVICE:
                data = _joined(data, self._data("/LM/MimeMap", "MimeMap"))
            if data is not None:
                self._collection(path, node, kind.element, kind.add, kind.property, data)
        self._caching(path, node)
        redirect = self._data(path, "HttpRedirect")
        if isinstance(redirect, str) and redirect:
            attributes = attributes_of(redirect)
            if attributes is None:
                self._report.cannot(path, "HttpRedirect", redirect, "wildcards are not known", "use Rewrite")
            else:
                node.at("httpRedirect").attributes.update(attributes)

    def _collection(self, path: str, node: Node, element: str, add: str, name: str, data: Data) -> None:
        try:
            rows = items.items_of(name, data)
        except AddressListError as error:
            why = f"nobody is let in, as it cannot be read: {error}"
            self._report.cannot(path, name, "", why, "set it again")
            node.at(element).items = [Node("clear")]
            node.at(element).attributes["allowUnlisted"] = "false"
            return
        holder = node.at(element)
        holder.items = [Node("clear")]
        for row in rows:
            holder.item(add, row)
        if name == "ScriptMaps":
            holder.item(add, dict(items.STATIC_HANDLER))
        if name == "IPSecurity" and isinstance(data, bytes):
            from adsiis.schema import addresses

            holder.attributes["allowUnlisted"] = str(addresses.decode(data).by_default).lower()
        lines = len(data) if isinstance(data, tuple) else 0
        if lines > len(rows):
            lost = f"{lines - len(rows)} of {lines} lines"
            self._report.cannot(path, name, lost, "they say nothing new", "look at them")

    def _caching(self, path: str, node: Node) -> None:
        cache = Node("clientCache")
        text, age = self._data(path, "HttpExpires"), self._data(path, "CacheControlMaxAge")
        sort, _, rest = text.partition(",") if isinstance(text, str) else ("", "", "")
        if self._data(path, "CacheControlNoCache"):
            cache.attributes["cacheControlMode"] = "DisableCache"
            self._overruled(path, "CacheControlMaxAge", age)
            self._overruled(path, "HttpExpires", text)
        elif isinstance(age, int) and age:
            cache.attributes.update({"cacheControlMode": "UseMaxAge", "cacheControlMaxAge": v.span(age)})
            self._overruled(path, "HttpExpires", text)
        elif sort.strip().upper() == "D":
            seconds = _seconds(rest)
            if seconds is None:
                self._report.cannot(path, "HttpExpires", str(text), "it is no number", "set it again")
            elif seconds != _NO_AGE:
                mode = {"cacheControlMode": "UseMaxAge", "cacheControlMaxAge": v.span(seconds)}
                cache.attributes.update(mode)
        elif sort.strip().upper() == "S":
            cache.attributes.update({"cacheControlMode": "UseExpires", "httpExpires": rest.strip()})
        if cache.attributes:
            node.at("staticContent/clientCache").attributes.update(cache.attributes)

    def _overruled(self, path: str, name: str, data: Data | None) -> None:
        if data:
            self._report.cannot(path, name, str(data), "there is one way of keeping copies", "choose one")

    def _own(self, path: str, node: Node, rows: Iterable[Row], bits: Iterable[Bits]) -> None:
        """The values a key has itself, as attributes."""
        key = self._tree.key(path)
        records = key.records if key is not None else {}
        for row in rows:
            record = records.get(_id(row.property))
            if record is not None and (record.data_type == _type(row.property) or record.attributes & SECURE):
                self._attribute(path, node, row, record)
        for one in bits:
            record = records.get(_id(v.whole(one)))
            if record is not None and isinstance(record.data, int):
                self._report.said(path, record.id)
                node.at(one.element).attributes[one.attribute] = v.bits_text(one, record.data)
                rest = record.data & ~v.spoken(bits, v.whole(one))
                if rest and one.flags[0][1] == _first(bits, v.whole(one)):
                    self._report.cannot(path, v.whole(one), hex(rest), "it has no such bits", "none")

    def _attribute(self, path: str, node: Node, row: Row, record: Record) -> None:
        text = v.text_of(row, record)
        if text is None:
            why = "it cannot be decrypted there" if record.attributes & SECURE else "it has no such value"
            self._report.cannot(path, row.property, shown(record), why, f"set {row.attribute} there")
        else:
            self._report.said(path, record.id)
            node.at(row.element).attributes[row.attribute] = text

    def _data(self, path: str, name: str) -> Data | None:
        """The value a key has itself, taken note of as said."""
        key = self._tree.key(path)
        record = key.records.get(_id(name)) if key is not None else None
        if record is None:
            return None
        self._report.said(path, record.id)
        return record.data

    def _text(self, path: str, name: str) -> str:
        data = self._data(path, name)
        return data if isinstance(data, str) else ""


def _binding(line: str) -> str:
    """A binding with all its three parts."""
    whole = f"*{line}" if line.startswith(":") else line
    after = whole.partition("]")[2] if whole.startswith("[") else whole
    return whole if after.count(":") > 1 else f"{whole}:"


def _declarations() -> Node:
    """The section that declares all sections, as every such file has it."""
    node = Node("configSections")
    host = node.item("sectionGroup", {"name": "system.applicationHost"})
    for name in ("applicationPools", "sites"):
        host.item("section", {"name": name, "allowDefinition": "AppHostOnly", "overrideModeDefault": "Deny"})
    web = node.item("sectionGroup", {"name": "system.webServer"})
    for name in _SECTIONS[0]:
        web.item("section", {"name": name, "overrideModeDefault": "Allow"})
    security = web.item("sectionGroup", {"name": "security"})
    for name in _SECTIONS[1]:
        security.item("section", {"name": name, "overrideModeDefault": "Allow"})
    authentication = security.item("sectionGroup", {"name": "authentication"})
    for name in _SECTIONS[2]:
        authentication.item("section", {"name": name, "overrideModeDefault": "Allow"})
    return node


def _id(name: str) -> int:
    known = schema().property(name)
    return known.id if known is not None else 0


def _type(name: str) -> int:
    known = schema().property(name)
    return known.data_type if known is not None else 0


def _first(bits: Iterable[Bits], name: str) -> str:
    return next(one.flags[0][1] for one in bits if v.whole(one) == name)


def _joined(first: Data | None, second: Data | None) -> tuple[str, ...] | None:
    both = tuple(line for data in (first, second) if isinstance(data, tuple) for line in data)
    return both or None


def _seconds(text: str) -> int | None:
    try:
        found = int(text.strip() or "0", 0)
    except ValueError:
        return None
    return found if 0 <= found <= _NO_AGE else None


def _quoted(value: str, about: str) -> str:
    if any(c < " " and c not in "\t\r\n" for c in value):
        raise FormatError(f"{about}: {value!r:.60} holds a character that XML lacks: it cannot be written.")
    return quoteattr(value, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
