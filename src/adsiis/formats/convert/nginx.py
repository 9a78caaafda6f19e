"""Web sites as a configuration of nginx.

One server per site, listed at every address its bindings reach; in it one location per key, the deepest
first, each with all that holds there: nothing is left to how nginx inherits.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from adsiis.formats.convert.model import METHODS, Site, listeners

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from adsiis.formats.convert.model import ErrorPage, Options, Place
    from adsiis.formats.convert.report import Report

NOTES: Final = (
    "Letter case tells files apart, and a link may lead out of its folder.",
    "Error pages without a line in HttpErrors, listings and pages of redirects are the server's own.",
    "Entity tags have another form; several ranges at once are answered in parts.",
    "Error pages have no charset; an answer to OPTIONS has a content type.",
    "What is refused before a place is looked for (a host nobody has) has the server's own page.",
)
_DOLLAR: Final = "${adsiis_dollar}"
_NO_DOCUMENT: Final = ".no-default-document"
_PASSED: Final = (
    ("PATH_INFO", "$fastcgi_path_info"),
    ("QUERY_STRING", "$query_string"),
    ("REQUEST_METHOD", "$request_method"),
    ("CONTENT_TYPE", "$content_type"),
    ("CONTENT_LENGTH", "$content_length"),
    ("SCRIPT_NAME", "$fastcgi_script_name"),
    ("REQUEST_URI", "$request_uri"),
    ("DOCUMENT_URI", "$document_uri"),
    ("SERVER_PROTOCOL", "$server_protocol"),
    ("GATEWAY_INTERFACE", "CGI/1.1"),
    ("SERVER_SOFTWARE", "nginx"),
    ("REMOTE_ADDR", "$remote_addr"),
    ("SERVER_NAME", "$server_name"),
    ("SERVER_PORT", "$server_port"),
    ("HTTPS", "$https if_not_empty"),
)


def text_of(sites: tuple[Site, ...], options: Options, report: Report) -> str:
    """A whole nginx.conf. Source: docs/behaviour.md, convert-1, convert-3 and convert-4."""
    report.notes += NOTES
    for place in (place for site in sites for place in site.places if place.sign_in == "basic"):
        report.cannot(
            place.key, "AuthFlags", "AuthBasic", "a password is looked at after what it does not change: "
            "redirects, methods, kinds of files", "none: a request without one is answered 401 first",
        )  # fmt: skip
    return "\n".join(_Writer(sites, options).lines()) + "\n"


class _Writer:
    """Writes one configuration; what is used by many places is written once."""

    def __init__(self, sites: tuple[Site, ...], options: Options) -> None:
        self._sites = sites
        self._options = options
        self._known: dict[str, str] = {}
        self._kept: dict[str, str] = {}
        self._refused: dict[tuple[bool, tuple[str, ...]], str] = {}
        self._shared: list[str] = []

    def lines(self) -> Iterator[str]:
        """The lines of the file."""
        servers = [line for server in self._servers() for line in server]
        yield "# Made by 'adsiis convert' from a metabase of IIS."
        yield "events {}"
        yield "http {"
        yield from _indented(
            [
                "absolute_redirect off;",
                "server_tokens off;",
                "types_hash_max_size 4096;",
                "types_hash_bucket_size 256;",
                "map_hash_bucket_size 256;",
                "server_names_hash_bucket_size 256;",
                "variables_hash_max_size 4096;",
                f"access_log {_quoted(self._options.log_folder + '/access.log')};",
                *self._temporary(),
                "geo $adsiis_dollar {",
                '    default "$";',
                "}",
                *self._shared,
                *servers,
            ]
        )
        yield "}"

    def _temporary(self) -> Iterator[str]:
        folder = self._options.work_folder
        names = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi") if folder else ()
        yield from (f"{name}_temp_path {_quoted(f'{folder}/{name}')};" for name in names)

    def _servers(self) -> Iterator[list[str]]:
        for (address, port, tls), hosts in listeners(self._sites).items():
            at = f"[{address}]:{port}" if ":" in address else f"{address or '*'}:{port}"
            secure = " ssl" * tls
            by_site: dict[str, list[str]] = {}
            for host, site in hosts.items():
                by_site.setdefault(site.key, []).append(host)
            other = ["listen [::]:" + str(port) + secure] if not address and self._options.ipv6 else []
            for site in self._sites:
                if site.key in by_site:
                    names = by_site[site.key]
                    default = " default_server" * ("" in names)
                    listens = [f"{line}{default};" for line in (f"listen {at}{secure}", *other)]
                    yield self._server(site, listens, [name or "_" for name in names], tls=tls)
            if "" not in hosts:
                listens = [f"{line} default_server;" for line in (f"listen {at}{secure}", *other)]
                certificate = _certificate(next(iter(hosts.values())).certificate) if tls else []
                yield [
                    "server {",
                    *_indented([*listens, "server_name _;", *certificate, "return 400;"]),
                    "}",
                ]

    def _server(self, site: Site, listens: list[str], names: list[str], *, tls: bool) -> list[str]:
        root = site.places[-1]
        body = [
            *listens,
            f"server_name {' '.join(map(_quoted, names))};",
            *(_certificate(site.certificate) if tls else ()),
            *_types(root.types),
        ]
        for number, place in enumerate(site.places):
            body += self._location(place, root, f"{number}", tls=tls)
        title = f"# {site.key}: {_comment(site.name)}"
        return [title, "server {", *_indented(body), "}"]

    def _location(self, place: Place, root: Place, number: str, *, tls: bool) -> Iterator[str]:
        """The location of a key, and those of its error pages."""
        pages = [(page, f"/.adsiis-error/{number}/{page.status}") for page in place.errors if page.file]
        gate = [*_common(place), *self._keeping(place), *self._gate(place, tls=tls)]
        yield f"location ~* {_regex(_pattern(place))} {{  # {_comment(place.key)}"
        yield from _indented([*gate, *_errors(place, dict(pages)), *self._content(place, root, gate)])
        yield "}"
        for page, url in pages:
            yield f"location = {_quoted(url)} {{"
            yield from _indented(
                ["internal;", "types {}", f"default_type {_regex(page.kind)};", *_headers(place)]
            )
            yield f"    alias {_quoted(page.file)};"
            yield "}"

    def _gate(self, place: Place, *, tls: bool) -> Iterator[str]:
        """Who is let in."""
        if place.tls_only and not tls:
            yield "return 403;"
        if place.networks or not place.open_by_default:
            yield f"if ({self._refusing(place)}) {{ return 403; }}"
        if place.sign_in == "closed":
            yield "return 401;"
        elif place.sign_in == "basic":
            # what is refused below is refused before nginx looks at a password
            asks = " ".join([_header("WWW-Authenticate", _challenge(place.realm)), *_headers(place)])
            yield f'if ($http_authorization !~* "^Basic ") {{ {asks} return 401; }}'
            yield f"auth_basic {_quoted(place.realm)};"
            yield f"auth_basic_user_file {_quoted(self._options.users)};"

    def _content(self, place: Place, root: Place, gate: list[str]) -> Iterator[str]:
        redirect = place.redirect
        if redirect is not None:
            yield from _redirect(place)
            if not redirect.child_only:
                return
        if place.upstream:
            address = place.upstream.rstrip("/")
            yield f"proxy_pass {address if '://' in address else f'http://{address}'};"
            yield "proxy_set_header Host $http_host;"
            yield "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;"
            yield "proxy_set_header X-Forwarded-Proto $scheme;"
            return
        if place.everything or not place.folder:
            yield "return 404;"
            return
        yield from self._files(place, root)
        for extension, address in place.fastcgi.items():
            yield from _program(place, extension, address, gate)

    def _files(self, place: Place, root: Place) -> Iterator[str]:
        programs = [one for one in place.programs if one not in place.fastcgi]
        if programs:
            endings = "|".join(re.escape(one.removeprefix(".")) for one in programs)
            pattern = _regex(rf"\.(?:{endings})(?:/|$)")
            yield f"if ($uri ~* {pattern}) {{ return 404; }}"
        yield "if ($request_method ~ ^(PUT|DELETE)$) { return 403; }"
        allow = [_header("Allow", METHODS), *_headers(place)]
        yield f"if ($request_method = OPTIONS) {{ {' '.join(allow)} return 200; }}"
        yield f"if ($request_method !~ ^(GET|HEAD)$) {{ {' '.join(allow)} return 405; }}"
        if not place.read:
            yield "return 403;"
            return
        if not {".*", "*"} & set(place.types):
            yield f"set $adsiis_kind {self._kind(place.types)};"
            yield "if (-d $request_filename) { set $adsiis_kind 1; }"
            yield "if ($adsiis_kind = 0) { return 404; }"
        if place.types != root.types:
            yield from _types(place.types)
        folder = place.folder.rstrip("/")
        yield f'alias {_quoted(folder)[:-1]}$adsiis_rest";'
        yield f"index {' '.join(map(_quoted, place.documents)) or _NO_DOCUMENT};"
        if place.browse:
            yield "autoindex on;"

    def _keeping(self, place: Place) -> Iterator[str]:
        """What says how long a file may be kept; a redirect to a folder does not."""
        for name, value in place.keeping:
            if value not in self._kept:
                variable = self._kept[value] = f"$adsiis_kept_{len(self._kept)}"
                self._shared += [
                    f"map $status {variable} {{",
                    '    default "";',
                    f"    ~^(200|206|304)$ {_regex(value)};",
                    "}",
                ]
            yield f"add_header {name} {self._kept[value]};"

    def _kind(self, types: Mapping[str, str]) -> str:
        """A variable that tells whether the kind of a file is known."""
        endings = sorted(re.escape(one.removeprefix(".")) for one in types)
        pattern = rf"\.(?:{'|'.join(endings)})$" if endings else "^$"
        if pattern not in self._known:
            name = self._known[pattern] = f"$adsiis_known_{len(self._known)}"
            self._shared += [
                f"map $uri {name} {{",
                "    volatile;",
                "    default 0;",
                f"    {_regex(f'~*{pattern}')} 1;",
                "}",
            ]
        return self._known[pattern]

    def _refusing(self, place: Place) -> str:
        """A variable that is 1 for an address that is not let in."""
        wanted = place.open_by_default, place.networks
        if wanted not in self._refused:
            name = self._refused[wanted] = f"$adsiis_refused_{len(self._refused)}"
            listed = 1 if place.open_by_default else 0
            self._shared += [
                f"geo {name} {{",
                f"    default {1 - listed};",
                *(f"    {network} {listed};" for network in dict.fromkeys(place.networks)),
                "}",
            ]
        return self._refused[wanted]


def _pattern(place: Place) -> str:
    """What a place's URLs look like; what follows the place that holds the folder is kept."""
    below = place.url[len(place.base) :]
    return f"^{re.escape(place.base)}(?<adsiis_rest>{re.escape(below)}(?:/.*)?)$"


def _redirect(place: Place) -> Iterator[str]:
    found = place.redirect
    if found is None:
        return
    if found.status == 404:
        yield "return 404;"
        return
    status, location, base = found.status, found.location, re.escape(found.base)
    if found.exact:
        condition = rf"^{base}/?[^/]*/?$" if found.child_only else ""
        answer = f"return {status} {_quoted(location)};"
        yield f"if ($uri ~* {_regex(condition)}) {{ {answer} }}" if condition else answer
        return
    if base:
        yield f"if ($uri ~* {_regex(f'^{base}$')}) {{ return {status} {_quoted(location)}; }}"
    rest = "/[^/]*/?" if found.child_only else "/.*"
    behind = f'{_quoted(location.rstrip("/"))[:-1]}$adsiis_behind"'
    yield f"if ($uri ~* {_regex(f'^{base}(?<adsiis_behind>{rest})$')}) {{ return {status} {behind}; }}"


def _program(place: Place, extension: str, address: str, gate: list[str]) -> Iterator[str]:
    """The location of FastCGI programs of an extension; what follows the file's name is for the program."""
    below, ending = re.escape(place.url[len(place.base) :]), re.escape(extension)
    pattern = f"^{re.escape(place.base)}(?<adsiis_script>{below}/.*?{ending})(?:/.*)?$"
    yield f"location ~* {_regex(pattern)} {{"
    passed = (f"fastcgi_param {name} {value};" for name, value in _PASSED)
    split = f"(?i)^(.*?{ending})(/.*)?$"
    file = f'{_quoted(place.folder.rstrip("/"))[:-1]}$adsiis_script"'
    yield from _indented(
        [
            *gate,
            f"fastcgi_pass {address.rpartition('//')[2].rstrip('/')};",
            f"fastcgi_split_path_info {_regex(split)};",
            f"fastcgi_param SCRIPT_FILENAME {file};",
            *passed,
        ]
    )
    yield "}"


def _errors(place: Place, files: Mapping[ErrorPage, str]) -> Iterator[str]:
    for page in place.errors:
        yield f"error_page {page.status} {_quoted(files.get(page) or page.url)};"


def _common(place: Place) -> Iterator[str]:
    yield from _headers(place)
    if not place.logged:
        yield "access_log off;"


def _headers(place: Place) -> list[str]:
    return [_header(name, value) for name, value in place.headers]


def _header(name: str, value: str) -> str:
    return f"add_header {_quoted(name)} {_quoted(value)} always;"


def _challenge(realm: str) -> str:
    quoted = realm.replace("\\", "\\\\").replace('"', '\\"')
    return f'Basic realm="{quoted}"'


def _types(types: Mapping[str, str]) -> list[str]:
    named = [(kind, one.removeprefix(".")) for one, kind in types.items() if one not in {".*", "*"}]
    rows = [f"    {_regex(kind)} {_regex(ending)};" for kind, ending in sorted(named) if ending]
    default = types.get(".*") or types.get("*") or "application/octet-stream"
    return ["types {", *rows, "}", f"default_type {_regex(default)};"]


def _certificate(files: tuple[str, str]) -> list[str]:
    return [f"ssl_certificate {_quoted(files[0])};", f"ssl_certificate_key {_quoted(files[1])};"]


def _quoted(text: str) -> str:
    """A text as one word of the configuration; no variable in it is looked up."""
    return _regex(text).replace("$", _DOLLAR)


def _regex(text: str) -> str:
    """A text as one word where no variable is looked up anyhow, such as a pattern."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'


def _comment(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


def _indented(lines: Iterable[str]) -> Iterator[str]:
    yield from (f"    {line}" for line in lines)
