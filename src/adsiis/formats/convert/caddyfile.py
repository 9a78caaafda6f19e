"""Web sites as a Caddyfile: the same steps as in JSON, in Caddy's language for people."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from adsiis.formats.convert import steps as s
from adsiis.formats.convert.caddy import NOTES, TARGET, by_site, dialled, tried
from adsiis.formats.convert.model import listeners

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from adsiis.formats.convert.model import Options, Place, Site
    from adsiis.formats.convert.report import Report

_PLAIN: Final = re.compile(r"[A-Za-z0-9_./:=<>!*-]+")


def text_of(sites: tuple[Site, ...], options: Options, report: Report) -> str:
    """A whole Caddyfile. Source: docs/behaviour.md, convert-1, convert-3 and convert-4."""
    report.notes += NOTES
    lines = [
        "# Made by 'adsiis convert' from a metabase of IIS.",
        "{",
        "\tadmin off",
        "\tauto_https off",
        "\torder vars first",
        "}",
    ]
    for (address, port, tls), hosts in listeners(sites).items():
        for site, names in by_site(hosts):
            lines += ["", f"# {site.key}: {_comment(site.name)}"]
            lines += _server(site, names, (address, port), options, tls=tls)
        if "" not in hosts:
            certificate = next(iter(hosts.values())).certificate
            block = [*_bind(address, options), *_tls(certificate, tls=tls), "respond 400"]
            lines += ["", *_block(_address([], port, tls=tls), block)]
    return "\n".join(lines) + "\n"


def _server(site: Site, names: list[str], at: tuple[str, int], options: Options, *, tls: bool) -> list[str]:
    body = [*_bind(at[0], options), *_tls(site.certificate, tls=tls)]
    numbers = count()
    route: list[str] = []
    for place in site.places:
        matcher, lines = _place(place, options, numbers, tls=tls)
        body += matcher
        route += lines
    body += _block("route", route)
    body += _errors(site, numbers)
    return _block(_address(names, at[1], tls=tls), body)


def _address(names: list[str], port: int, *, tls: bool) -> str:
    scheme = "https" if tls else "http"
    return ", ".join(f"{scheme}://{name}:{port}" for name in names) or f"{scheme}://:{port}"


def _bind(address: str, options: Options) -> list[str]:
    if address:
        return [f"bind {address}"]
    return [] if options.ipv6 else ["bind 0.0.0.0"]


def _tls(files: tuple[str, str], *, tls: bool) -> list[str]:
    return [f"tls {_word(files[0])} {_word(files[1])}"] if tls else []


def _place(
    place: Place, options: Options, numbers: Iterator[int], *, tls: bool
) -> tuple[list[str], list[str]]:
    """The matchers of a place and its steps, and the lines that lead to them."""
    name = f"@place{next(numbers)}"
    matchers = [f"{name} path_regexp place {_word(s.pattern(place))}"]
    body = [f"vars {TARGET} {{http.request.orig_uri}}"]
    for step in s.steps(place, options, tls=tls):
        defined, used = _when(step.when, numbers)
        matchers += defined
        body += _action(step.do, used)
    return matchers, [f"# {place.key}", *_block(f"handle {name}", _block("route", body))]


def _errors(site: Site, numbers: Iterator[int]) -> list[str]:
    lines: list[str] = []
    for place in site.places:
        for page in place.errors:
            name = f"@error{next(numbers)}"
            status = f"expression `{{http.error.status_code}} == {page.status}`"
            lines += _block(name, [f"path_regexp place {_word(s.pattern(place))}", status])
            steps = (line for step in s.error_steps(place, page) for line in _action(step.do, ""))
            lines += _block(f"handle {name}", _block("route", steps))
    return _block("handle_errors", lines) if lines else []


def _when(when: s.When | None, numbers: Iterator[int]) -> tuple[list[str], str]:
    """The definition of a condition, and the word that stands for it."""
    if when is None:
        return [], ""
    lines: list[str] = []
    if when.networks:
        lines.append(f"remote_ip {' '.join(when.networks)}")
    if when.elsewhere:
        lines.append(f"not remote_ip {' '.join(when.elsewhere)}")
    if when.pattern:
        lines.append(f"path_regexp {when.pattern[0]} {_word(when.pattern[1])}")
    if when.ends_in_slash is not None:
        lines.append("path */" if when.ends_in_slash else "not path */")
    if when.files:
        files = " ".join(_word(tried(one)) for one in when.files)
        lines += _block("file", [f"root {_word(when.root)}", f"try_files {files}"])
    if when.methods:
        lines.append(f"method {' '.join(when.methods)}")
    if when.not_methods:
        lines.append(f"not method {' '.join(when.not_methods)}")
    if when.raw:
        lines.append(f"vars_regexp raw {TARGET} {_word(when.raw)}")
    if when.unknown_kind:
        lines.append(f'vars {{{s.KIND}}} ""')
    name = f"@when{next(numbers)}"
    return _block(name, lines), f" {name}"


def _action(action: s.Action, when: str) -> list[str]:
    match action:
        case s.Refuse(status):
            return [f"error{when} {status}"]
        case s.Answer(status, location):
            moved = [f"header{when} Location {_word(location)}"] if location else []
            return [*moved, f"respond{when} {status}"]
        case s.SetHeaders(headers):
            first = {name for name, _ in headers}
            return _block(f"header{when}", _headers(headers, first))
        case s.Kinds(kinds, other):
            rows = [f"~{pattern}" for pattern, _ in kinds]
            lines = [f"{_word(row)} {_word(kind)}" for row, (_, kind) in zip(rows, kinds, strict=True)]
            return _block(f"map {{http.request.uri.path}} {{{s.KIND}}}", [*lines, f"default {_word(other)}"])
        case s.Rewrite(url):
            return [f"rewrite * {_word(url)}"]
        case s.Append(name):
            return [f"uri{when or ' *'} path_regexp $ {_word(quote(name))}"]
        case s.Strip(names):
            return [_strip(names, when)]
        case s.ListFolder(root, names):
            inner = [_strip(names, ""), *_files(root, "", "browse")]
            return _block(f"handle{when}", _block("route", inner))
        case s.SendFile(root, keeps_status):
            return _files(root, when, *(["status {http.error.status_code}"] if keeps_status else []))
        case s.Pass(address, root, extension, names):
            if not names:
                return _pass(address, root, extension, when)
            inner = [_strip(names, ""), *_pass(address, root, extension, "")]
            return _block(f"handle{when}", _block("route", inner))
        case s.SignIn(realm, users):
            return _block(
                f"basicauth{when} bcrypt {_word(realm)}", [f"{_word(u)} {_word(h)}" for u, h in users]
            )


def _pass(address: str, root: str, extension: str, when: str) -> list[str]:
    tls = address.startswith("https:") and not root
    to = f"https://{dialled(address)}" if tls else dialled(address)
    line = f"reverse_proxy{when} {to}"
    if not root:
        return [line]
    told = [f"root {_word(root)}", f"split {extension}", f"env SCRIPT_NAME {s.PROGRAM}"]
    return _block(line, ["header_down -Status", *_block("transport fastcgi", told)])


def _headers(headers: tuple[tuple[str, str], ...], first: set[str]) -> Iterator[str]:
    for name, value in headers:
        yield f"{'' if name in first else '+'}{name} {_word(value)}"
        first.discard(name)


def _strip(names: int, when: str) -> str:
    return f'uri{when or " *"} path_regexp {_word(f"^(?:/[^/]*){{{names}}}")} ""'


def _files(root: str, when: str, *more: str) -> list[str]:
    lines = [f"root {_word(root)}", 'index " "', "disable_canonical_uris", *more]
    return _block(f"file_server{when}", lines)


def _word(text: str) -> str:
    """A text as one word."""
    if _PLAIN.fullmatch(text):
        return text
    if "`" not in text:
        return f"`{text}`"
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'


def _comment(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


def _block(head: str, lines: Iterable[str]) -> list[str]:
    return [f"{head} {{", *(f"\t{line}" for line in lines), "}"]
