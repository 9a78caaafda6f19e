"""Web sites as a configuration of Caddy in JSON."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlsplit

from adsiis.formats.convert import steps as s
from adsiis.formats.convert.model import listeners

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from adsiis.formats.convert.model import Options, Place, Site
    from adsiis.formats.convert.report import Report

    Json = dict[str, Any]

NOTES: Final = (
    "Letter case tells files apart, and a link may lead out of its folder.",
    "Error pages without a line in HttpErrors are empty.",
    "Listings are the server's own; they name hidden files.",
    "Entity tags have another form; several ranges at once are answered in parts.",
    "A URL that cannot be read (a bad escape, a device's name) is treated as the server sees fit.",
    "What a redirect carries over is not escaped anew.",
    "Where the address of a client decides, it is that of the connection.",
)

TARGET: Final = "adsiis_target"


def text_of(sites: tuple[Site, ...], options: Options, report: Report) -> str:
    """A whole configuration. Source: docs/behaviour.md, convert-1, convert-3 and convert-4."""
    report.notes += NOTES
    servers = {f"adsiis{n}": server for n, server in enumerate(_servers(sites, options))}
    apps: Json = {"http": {"servers": servers}}
    files = [site.certificate for site in sites if site.secure]
    if files:
        load = [{"certificate": certificate, "key": key} for certificate, key in dict.fromkeys(files)]
        apps["tls"] = {"certificates": {"load_files": load}}
    return json.dumps({"admin": {"disabled": True}, "apps": apps}, indent=2, ensure_ascii=False) + "\n"


def _servers(sites: tuple[Site, ...], options: Options) -> Iterator[Json]:
    for (address, port, tls), hosts in listeners(sites).items():
        at = f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
        server: Json = {
            "listen": [at if options.ipv6 or address else f"0.0.0.0:{port}"],
            "automatic_https": {"disable": True},
            "routes": [_site(site, names, options, tls=tls) for site, names in by_site(hosts)],
            "errors": {"routes": [r for site, names in by_site(hosts) for r in _errors(site, names)]},
        }
        if not server["errors"]["routes"]:
            del server["errors"]
        if "" not in hosts:
            server["routes"].append({"handle": [{"handler": "static_response", "status_code": 400}]})
        if tls:
            server["tls_connection_policies"] = [{}]
        yield server


def by_site(hosts: dict[str, Site]) -> list[tuple[Site, list[str]]]:
    """The hosts of each site, that for any host last; its list is empty."""
    found: dict[str, tuple[Site, list[str]]] = {}
    for host, site in hosts.items():
        found.setdefault(site.key, (site, []))[1].append(host)
    named = [(site, names) for site, names in found.values() if "" not in names]
    return [*named, *((site, []) for site, names in found.values() if "" in names)]


def _site(site: Site, names: list[str], options: Options, *, tls: bool) -> Json:
    places = [_place(place, options, tls=tls) for place in site.places]
    return _route([{"host": names}] if names else [], [_sub(places)])


def _place(place: Place, options: Options, *, tls: bool) -> Json:
    routes = [_step(step) for step in s.steps(place, options, tls=tls)]
    target = {"handler": "vars", TARGET: "{http.request.orig_uri}"}
    return _route([{"path_regexp": {"name": "place", "pattern": s.pattern(place)}}], [target, _sub(routes)])


def _errors(site: Site, names: list[str]) -> Iterator[Json]:
    for place in site.places:
        for page in place.errors:
            match: Json = {
                "path_regexp": {"name": "place", "pattern": s.pattern(place)},
                "expression": f"{{http.error.status_code}} == {page.status}",
            }
            if names:
                match["host"] = names
            yield _route([match], [_sub([_step(step) for step in s.error_steps(place, page)])])


def _route(match: list[Json], handle: list[Json], *, terminal: bool = True) -> Json:
    route: Json = {"match": match} if match else {}
    return route | {"handle": handle} | ({"terminal": True} if terminal else {})


def _sub(routes: Iterable[Json]) -> Json:
    return {"handler": "subroute", "routes": list(routes)}


def _step(step: s.Step) -> Json:
    ends = isinstance(step.do, s.Refuse | s.Answer | s.SendFile | s.ListFolder | s.Pass)
    return _route([_match(step.when)] if step.when else [], _handlers(step.do), terminal=ends)


def _match(when: s.When) -> Json:
    found: Json = {}
    nots: list[Json] = []
    if when.networks:
        found["remote_ip"] = {"ranges": list(when.networks)}
    if when.elsewhere:
        nots.append({"remote_ip": {"ranges": list(when.elsewhere)}})
    if when.pattern:
        found["path_regexp"] = {"name": when.pattern[0], "pattern": when.pattern[1]}
    if when.ends_in_slash is not None:
        if when.ends_in_slash:
            found["path"] = ["*/"]
        else:
            nots.append({"path": ["*/"]})
    if when.files:
        found["file"] = {"root": when.root, "try_files": [tried(one) for one in when.files]}
    if when.methods:
        found["method"] = list(when.methods)
    if when.not_methods:
        nots.append({"method": list(when.not_methods)})
    if when.raw:
        found["vars_regexp"] = {TARGET: {"name": "raw", "pattern": when.raw}}
    if when.unknown_kind:
        found["vars"] = {f"{{{s.KIND}}}": [""]}
    if nots:
        found["not"] = nots
    return found


def tried(file: str) -> str:
    """A name to look for, in full words."""
    return file.replace("{path}", "{http.request.uri.path}")


def _handlers(action: s.Action) -> list[Json]:
    match action:
        case s.Refuse(status):
            return [{"handler": "error", "status_code": status}]
        case s.Answer(status, location):
            answer: Json = {"handler": "static_response", "status_code": status}
            return [answer | ({"headers": {"Location": [location]}} if location else {})]
        case s.SetHeaders(headers):
            values: dict[str, list[str]] = {}
            for name, value in headers:
                values.setdefault(name, []).append(value)
            return [{"handler": "headers", "response": {"set": values}}]
        case s.Kinds(kinds, other):
            rows = [{"input_regexp": pattern, "outputs": [kind]} for pattern, kind in kinds]
            return [
                {
                    "handler": "map",
                    "source": "{http.request.uri.path}",
                    "destinations": [f"{{{s.KIND}}}"],
                    "mappings": rows,
                    "defaults": [other],
                }
            ]
        case s.Rewrite(url):
            return [{"handler": "rewrite", "uri": url}]
        case s.Append(name):
            return [_replaced("$", quote(name))]
        case s.Strip(names):
            return [_replaced(f"^(?:/[^/]*){{{names}}}", "")]
        case s.SendFile(root, keeps_status):
            return [_file_server(root, browse=False, keeps_status=keeps_status)]
        case s.ListFolder(root, names):
            return [
                _replaced(f"^(?:/[^/]*){{{names}}}", ""),
                _file_server(root, browse=True, keeps_status=False),
            ]
        case s.Pass(address, root, extension, names):
            stripped = [_replaced(f"^(?:/[^/]*){{{names}}}", "")] if names else []
            return [*stripped, _proxy(address, root, extension)]
        case s.SignIn(realm, users):
            accounts = [{"username": u, "password": base64.b64encode(h.encode()).decode()} for u, h in users]
            basic = {"accounts": accounts, "realm": realm, "hash": {"algorithm": "bcrypt"}}
            return [{"handler": "authentication", "providers": {"http_basic": basic}}]


def _replaced(find: str, replace: str) -> Json:
    """What changes the URL in its escaped form, so that no name is read twice."""
    return {"handler": "rewrite", "path_regexp": [{"find": find, "replace": replace}]}


def _file_server(root: str, *, browse: bool, keeps_status: bool) -> Json:
    found: Json = {"handler": "file_server", "root": root, "canonical_uris": False, "index_names": [" "]}
    if browse:
        found["browse"] = {}
    if keeps_status:
        found["status_code"] = "{http.error.status_code}"
    return found


def _proxy(address: str, root: str, extension: str) -> Json:
    if root:
        names = {"SCRIPT_NAME": s.PROGRAM}
        transport: Json = {"protocol": "fastcgi", "root": root, "split_path": [extension], "env": names}
        cleaned = {"response": {"delete": ["Status"]}}
        return {
            "handler": "reverse_proxy",
            "transport": transport,
            "headers": cleaned,
            "upstreams": [{"dial": dialled(address)}],
        }
    tls = {"transport": {"protocol": "http", "tls": {}}} if address.startswith("https:") else {}
    return {"handler": "reverse_proxy", "upstreams": [{"dial": dialled(address)}], **tls}


def dialled(address: str) -> str:
    """Host and port of an address such as `http://127.0.0.1:8000`, or the socket of `unix:/run/php.sock`."""
    if address.startswith("unix:"):
        return f"unix/{address.removeprefix('unix:')}"
    parts = urlsplit(address if "://" in address else f"http://{address}")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    host = parts.hostname or "127.0.0.1"
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
