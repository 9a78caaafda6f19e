"""The web sites of a tree as plain values, and what of them no other server can be told."""

from __future__ import annotations

import ipaddress
import os
import re
from email.utils import formatdate, parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from adsiis.formats.convert.model import Binding, ErrorPage, Options, Place, Redirect, Site
from adsiis.formats.convert.values import Values
from adsiis.metabase import paths
from adsiis.schema import PathMapError, WindowsPathError, addresses
from adsiis.schema.errors import AddressListError
from adsiis.schema.winpath import PathMap, find_existing, to_local

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from adsiis.formats.convert.report import Report
    from adsiis.metabase.record import Key
    from adsiis.metabase.tree import Tree

SERVICE: Final = "/LM/W3SVC"
SAID: Final = frozenset({
    "Path", "PathMap", "AccessFlags", "ScriptMaps", "DefaultDoc", "DirBrowseFlags", "HttpCustomHeaders",
    "HttpExpires", "CacheControlMaxAge", "CacheControlNoCache", "CacheControlCustom", "MimeMap", "HttpErrors",
    "HttpRedirect", "IPSecurity", "AuthFlags", "Realm", "AccessSSLFlags", "DontLog", "ServerBindings",
    "SecureBindings", "ServerComment",
})  # fmt: skip
_FRAMING: Final = frozenset({
    "connection", "content-length", "date", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade",
})  # fmt: skip
_header = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*:[ \t]*([^\x00\r\n]*)").fullmatch
_binding = re.compile(r"(?:\[([^\]]*)\]|([^:\[]*)):(\d{1,5})(?::(.*))?").fullmatch
_FLAGS: Final = frozenset({"EXACT_DESTINATION", "CHILD_ONLY", "PERMANENT", "TEMPORARY"})
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_NEVER: Final = 0xFFFFFFFF


def read_sites(tree: Tree, options: Options, report: Report) -> tuple[Site, ...]:
    """All web sites of a tree, in the order of their numbers; what cannot be said goes to the report.

    Source: docs/behaviour.md, convert-1.
    """
    numbers = [name for name in tree.children(SERVICE) if name.isdecimal()]
    found = (_Reader(tree, options, report, f"{SERVICE}/{number}").site() for number in numbers)
    return tuple(site for site in found if site is not None)


class _Reader:
    """Reads one site."""

    def __init__(self, tree: Tree, options: Options, report: Report, site: str) -> None:
        self._tree = tree
        self._options = options
        self._report = report
        self._site = site
        self._root = f"{site}/ROOT"

    def site(self) -> Site | None:
        """The site; None for one that could not be started."""
        if self._tree.key(self._root) is None:
            self._report.cannot(self._site, "*", "", "the site has no key ROOT", "give it one, with a Path")
            return None
        values = Values(self._tree, self._site)
        number = paths.name_of(self._site)
        bindings = tuple(self._bindings(values, "ServerBindings"))
        secure = tuple(self._bindings(values, "SecureBindings"))
        certificate = self._options.certificates.get(number, ("", ""))
        if secure and not certificate[0]:
            text = "; ".join(values.lines("SecureBindings"))
            self._report.cannot(
                self._site, "SecureBindings", text, "the certificate is not in the tree",
                f"give it with --certificate {number}=FILE,KEY",
            )  # fmt: skip
            secure = ()
        places = [self._place(key) for key in self._tree.walk(self._root)]
        places.sort(key=lambda place: (-place.url.count("/"), paths.fold(place.url)))
        return Site(
            key=self._site,
            name=values.text("ServerComment") if values.found("ServerComment") else number,
            bindings=bindings,
            secure=secure,
            certificate=certificate,
            places=tuple(places),
        )

    def _bindings(self, values: Values, name: str) -> Iterator[Binding]:
        for line in values.lines(name) if values.found(name) else ():
            match = _binding(line.strip())
            host = (match[4] or "").strip().lower().removesuffix(".") if match else ""
            if match is None or not 0 < int(match[3]) < 0x10000 or re.search(r"[^a-z0-9.*_\[\]:-]", host):
                self._report.cannot(
                    self._site, name, line, "it is no binding", "write it as address:port:host"
                )
                continue
            address = (match[1] or match[2] or "").strip()
            try:
                shortest = str(ipaddress.ip_address(address)) if address not in {"", "*"} else ""
            except ValueError:
                self._report.cannot(self._site, name, line, "the address is none", "write an IP address")
                continue
            yield Binding(shortest, self._options.ports.get(int(match[3]), int(match[3])), host)

    def _place(self, key: Key) -> Place:
        values = Values(self._tree, key.path)
        base, folder = self._folder(key.path, values)
        networks, open_by_default = self._networks(key.path, values)
        upstream = self._options.upstreams.get(paths.fold(key.path), "")
        programs, everything, fastcgi = self._programs(key.path, values, upstream)
        browsing = values.number("DirBrowseFlags")
        documents = values.text("DefaultDoc").split(",") if browsing & 0x40000000 else []
        if values.has("AccessWrite"):
            self._report.cannot(
                key.path, "AccessFlags", "AccessWrite", "files are not written or deleted there",
                "serve this folder with adsiis",
            )  # fmt: skip
        headers = tuple(_headers(values.lines("HttpCustomHeaders")))
        own = {name.lower() for name, _ in headers}
        types = _types(Values(self._tree, "/LM/MimeMap").lines("MimeMap")) | _types(values.lines("MimeMap"))
        return Place(
            key=key.path,
            url=key.path[len(self._root) :],
            base=base,
            folder=folder,
            read=values.has("AccessRead"),
            programs=programs,
            everything=everything,
            documents=tuple(name.strip() for name in documents if name.strip()),
            browse=bool(browsing & 0x80000000),
            headers=headers,
            keeping=tuple(pair for pair in _keeping(values) if pair[0].lower() not in own),
            types=types,
            errors=tuple(self._errors(key.path, values, types)),
            redirect=self._redirect(key.path, values),
            open_by_default=open_by_default,
            networks=networks,
            sign_in=self._sign_in(key.path, values),
            realm=values.text("Realm") or "Private",
            tls_only=values.has("AccessSSL"),
            upstream=upstream,
            fastcgi=fastcgi,
            logged=not values.number("DontLog"),
        )

    def _folder(self, path: str, values: Values) -> tuple[str, str]:
        """The URL of the nearest key with a Path, and that folder here."""
        at = path
        while paths.is_below(at, self._root):
            found = Values(self._tree, at).found("Path")
            if found is not None and paths.fold(found.owner) == paths.fold(at) and found.record.data:
                return at[len(self._root) :], self._local(at, "Path", str(found.record.data), values)
            at = paths.parent(at)
        return "", ""

    def _local(self, path: str, name: str, windows: str, values: Values) -> str:
        try:
            rules = PathMap.parse((*self._options.maps, *values.lines("PathMap")))
            return to_local(windows, rules, self._options.data_folder)
        except (PathMapError, WindowsPathError) as error:
            self._report.cannot(path, name, windows, f"it has no place here: {error}", "map it with --map")
            return ""

    def _programs(
        self, path: str, values: Values, upstream: str
    ) -> tuple[tuple[str, ...], bool, Mapping[str, str]]:
        found: dict[str, None] = {}
        fastcgi: dict[str, str] = {}
        record = values.found("ScriptMaps")
        owner = record.owner if record is not None else path
        for line in values.lines("ScriptMaps"):
            extension, _, rest = line.partition(",")
            name = extension.strip().lower()
            if not name or not rest.strip():
                continue
            name = name if name[0] in ".*" else "." + name
            found[name] = None
            if name in self._options.fastcgi:
                fastcgi[name] = self._options.fastcgi[name]
            elif not upstream:
                self._report.cannot(
                    owner, "ScriptMaps", line, "the program does not run there: its URLs are answered 404",
                    f"--fastcgi {name}=ADDRESS, or --upstream KEY=URL for the application",
                )  # fmt: skip
        everything = "*" in found
        found.pop("*", None)
        return tuple(found), everything, fastcgi

    def _networks(self, path: str, values: Values) -> tuple[tuple[str, ...], bool]:
        record = values.found("IPSecurity")
        if record is None or not isinstance(record.record.data, bytes):
            return (), True
        try:
            listed = addresses.decode(record.record.data)
        except AddressListError as error:
            self._report.cannot(
                path, "IPSecurity", "", f"it cannot be read, so nobody is let in: {error}", "set it again"
            )
            return (), False
        entries = listed.denied if listed.by_default else listed.granted
        names = listed.denied_names if listed.by_default else listed.granted_names
        for name in names:
            self._report.cannot(
                record.owner,
                "IPSecurity",
                name,
                "names are not looked up there",
                "list its addresses",
            )
        found = []
        for entry in entries:
            try:
                found.append(str(ipaddress.ip_network(entry.replace(",", "/"), strict=False)))
            except ValueError:
                self._report.cannot(
                    record.owner, "IPSecurity", entry, "the mask has gaps", "list the networks one by one"
                )
        return tuple(found), listed.by_default

    def _sign_in(self, path: str, values: Values) -> str:
        if values.has("AuthAnonymous"):
            return "open"
        if values.has("AuthBasic"):
            if not self._options.users:
                self._report.cannot(
                    path, "AuthFlags", "AuthBasic", "its users are not in the tree: nobody is let in",
                    "give a file of users with --users",
                )  # fmt: skip
            return "basic" if self._options.users else "closed"
        self._report.cannot(
            path, "AuthFlags", str(values.number("AuthFlags")),
            "only Basic is known there: nobody is let in", "sign in with Basic, or in front of it",
        )  # fmt: skip
        return "closed"

    def _errors(self, path: str, values: Values, types: Mapping[str, str]) -> Iterator[ErrorPage]:
        record = values.found("HttpErrors")
        owner = record.owner if record is not None else path
        lines = [_error_line(line) for line in values.lines("HttpErrors")]
        chosen: dict[int, tuple[str, str, str]] = {}
        for found in sorted((one for one in lines if one), key=lambda one: (one[0], one[1] != "*")):
            status, substatus, sort, target = found
            if status in chosen:
                self._report.cannot(
                    owner, "HttpErrors", ",".join(map(str, found)),
                    "it knows no second number of a status", f"one page is used for every {status}",
                )  # fmt: skip
            elif sort == "URL":
                chosen[status] = substatus, "", target
            else:
                local = find_existing(self._local(owner, "HttpErrors", target, values) or "-")
                if local is None:
                    self._report.cannot(
                        owner, "HttpErrors", ",".join(map(str, found)), "the file is not there",
                        "put it there: until then the server's own page is sent",
                    )  # fmt: skip
                else:
                    chosen[status] = substatus, local, ""
        for status, (_, file, url) in sorted(chosen.items()):
            kind = types.get(os.path.splitext(file)[1].lower()) or "text/html"
            yield ErrorPage(status, file, url, kind)

    def _redirect(self, path: str, values: Values) -> Redirect | None:
        found = values.found("HttpRedirect")
        text = values.text("HttpRedirect").strip() if found is not None else ""
        if found is None or text in {"", "!"} or not paths.is_below(found.owner, self._root):
            return None
        destination, flags = _split_flags(text)
        if "$" in destination or destination.startswith("*;") or not destination:
            self._report.cannot(
                path, "HttpRedirect", text, "variables and wildcards are not carried over: it answers 404",
                "write the rule there by hand",
            )  # fmt: skip
            return Redirect("", "", 404, exact=True, child_only=False)
        base = found.owner[len(self._root) :]
        if not _ADDRESS.match(destination):
            whole = destination if destination.startswith("/") else f"{base}/{destination}"
            destination = f"/{whole.lstrip('/')}"
        status = 301 if "PERMANENT" in flags else 307 if "TEMPORARY" in flags else 302
        return Redirect(base, destination, status, "EXACT_DESTINATION" in flags, "CHILD_ONLY" in flags)


def _split_flags(text: str) -> tuple[str, set[str]]:
    flags: set[str] = set()
    while True:
        rest, comma, last = text.rpartition(",")
        flag = last.strip().upper()
        if not comma or (flag and flag not in _FLAGS):
            return text.strip(), flags
        text = rest
        flags.add(flag)


def _headers(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        match = _header(line.strip())
        if match is not None and match[1].lower() not in _FRAMING:
            yield match[1], match[2].strip()


def _keeping(values: Values) -> Iterator[tuple[str, str]]:
    """How long a copy may be kept: Cache-Control and Expires."""
    age, expires = _expires(values)
    limit = values.number("CacheControlMaxAge") or age
    words = ["no-cache"] if values.number("CacheControlNoCache") or limit == 0 else []
    words += [f"max-age={limit}"] if limit else []
    words += [word for word in (values.text("CacheControlCustom").strip(" ,"),) if word]
    if words:
        yield "Cache-Control", ", ".join(words)
    if expires:
        yield "Expires", expires


def _expires(values: Values) -> tuple[int | None, str]:
    if values.found("HttpExpires") is None:
        return None, ""
    sort, _, rest = values.text("HttpExpires").partition(",")
    try:
        if sort.strip().upper() == "D":
            seconds = int(rest.strip() or "0", 0)
            return (seconds if 0 <= seconds < _NEVER else None), ""
        if sort.strip().upper() == "S":
            return None, formatdate(parsedate_to_datetime(rest.strip()).timestamp(), usegmt=True)
    except (ValueError, OverflowError):
        pass
    return None, ""


def _types(lines: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        extension, _, kind = line.partition(",")
        extension = extension.strip().lower()
        if extension and kind.strip():
            found.setdefault(extension if extension[0] in ".*" else "." + extension, kind.strip())
    return found


def _error_line(line: str) -> tuple[int, str, str, str] | None:
    parts = [part.strip() for part in line.split(",", 3)]
    if len(parts) < 4 or not parts[0].isdecimal() or parts[2].upper() not in {"FILE", "URL"} or not parts[3]:
        return None
    return int(parts[0]), parts[1], parts[2].upper(), parts[3]
