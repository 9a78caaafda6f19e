"""Items of collections as the data of properties, and back: each writes a list in its own way."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Final

from adsiis.schema import addresses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from adsiis.formats.apphost.collections import Item
    from adsiis.metabase.record import Data

STATIC_HANDLER: Final = {
    "name": "StaticFile",
    "path": "*",
    "verb": "*",
    "modules": "StaticFileModule,DefaultDocumentModule,DirectoryListingModule",
    "resourceType": "Either",
    "requireAccess": "Read",
}
_MODES: Final = {"FILE": "File", "URL": "ExecuteURL"}
_ANY: Final = "-1"


def data_of(name: str, items: list[Item], *, unlisted: bool = True) -> Data:
    """What a list of items is as the data of a property; what has no place there is left out.

    Raises AddressListError for an address that is none.
    """
    match name:
        case "DefaultDoc":
            return ",".join(item.get("value", "") for item in items)
        case "ScriptMaps":
            return tuple(line for item in items for line in _script_maps(item))
        case "HttpErrors":
            return tuple(line for item in items for line in _error(item))
        case "MimeMap":
            return tuple(f"{item.get('fileExtension', '')},{item.get('mimeType', '')}" for item in items)
        case "IPSecurity":
            return _addresses(items, unlisted=unlisted)
    return tuple(f"{item.get('name', '')}: {item.get('value', '')}" for item in items)


def left_out(name: str, item: Item) -> str:
    """Why an item has no place in a property; empty when it has one."""
    if name == "HttpErrors" and not list(_error(item)):
        return f"responseMode {item.get('responseMode', 'File')} has no form in HttpErrors"
    if name == "ScriptMaps" and not list(_script_maps(item)) and item.get("scriptProcessor"):
        return f"the path {item.get('path', '')} is no extension"
    return ""


def items_of(name: str, data: Data) -> list[Item]:
    """What the data of a property is as items; a line that says nothing is left out."""
    lines = data if isinstance(data, tuple) else ()
    match name:
        case "DefaultDoc":
            names = dict.fromkeys(part.strip() for part in str(data).split(",") if part.strip())
            return _once([{"value": one} for one in names], "value")
        case "ScriptMaps":
            return _once([item for line in lines for item in _handler(line)], "name")
        case "HttpErrors":
            errors = [item for line in lines for item in _error_item(line)]
            return _once(errors, "statusCode", "subStatusCode")
        case "MimeMap":
            pairs = (line.partition(",") for line in lines)
            kinds = [
                {"fileExtension": _extension(e), "mimeType": k.strip()}
                for e, _, k in pairs
                if e.strip() and k
            ]
            return _once(kinds, "fileExtension")
        case "IPSecurity":
            return _address_items(data)
    return _once([item for line in lines for item in _header(line)], "name")


def _once(items: Iterable[Item], *keys: str) -> list[Item]:
    """The items without those that say again what an earlier one says."""
    found: dict[tuple[str, ...], Item] = {}
    for item in items:
        found.setdefault(tuple(item[key].lower() for key in keys), item)
    return list(found.values())


def _extension(text: str) -> str:
    """An extension with its dot; `.*` and `*` are written `.*`."""
    text = text.strip()
    return ".*" if text == "*" else text if text.startswith(".") else f".{text}"


def _header(line: str) -> Iterator[Item]:
    name, colon, value = line.partition(":")
    if colon and name.strip():
        yield {"name": name.strip(), "value": value.strip()}


def _error(item: Item) -> Iterator[str]:
    sort = next((s for s, mode in _MODES.items() if mode == item.get("responseMode", "File")), "")
    if sort and item.get("path"):
        substatus = item.get("subStatusCode", _ANY)
        lead = item.get("prefixLanguageFilePath", "")
        path = f"{lead}\\{item['path']}" if lead and sort == "FILE" else item["path"]
        yield f"{item.get('statusCode', '')},{'*' if substatus == _ANY else substatus},{sort},{path}"


def _error_item(line: str) -> Iterator[Item]:
    status, substatus, sort, path = (*(part.strip() for part in line.split(",", 3)), "", "", "", "")[:4]
    if status.isdecimal() and 400 <= int(status) <= 999 and sort.upper() in _MODES and path:
        yield {
            "statusCode": status,
            "subStatusCode": substatus if substatus.isdecimal() else _ANY,
            "path": path,
            "responseMode": _MODES[sort.upper()],
        }


def _script_maps(item: Item) -> Iterator[str]:
    path, program = item.get("path", ""), item.get("scriptProcessor", "")
    if not program or not path.startswith("*"):
        return
    verbs = item.get("verb", "*")
    extension = path[1:] or "*"
    access, kind = item.get("requireAccess", "Script"), item.get("resourceType", "Unspecified")
    flags = (access == "Script") * 1 + (kind in {"File", "Either"}) * 4
    yield f"{extension},{program},{flags}" + ("" if verbs == "*" else f",{verbs.replace(' ', '')}")


def _handler(line: str) -> Iterator[Item]:
    extension, program, flags, *verbs = (*(part.strip() for part in line.split(",")), "", "")[
        : max(3, line.count(",") + 1)
    ]
    if not extension or not program:
        return
    number = int(flags) if flags.isdecimal() else 0
    dotted = extension if extension.startswith((".", "*")) else f".{extension}"
    kind = "CgiModule" if program.lower().endswith(".exe") else "IsapiModule"
    yield {
        "name": f"{'All' if dotted == '*' else dotted.removeprefix('.')}-{kind}",
        "path": "*" if dotted == "*" else f"*{dotted}",
        "verb": ",".join(filter(None, verbs)) or "*",
        "modules": kind,
        "scriptProcessor": program,
        "resourceType": "File" if number & 4 else "Unspecified",
        "requireAccess": "Script" if number & 1 else "Execute",
    }


def _addresses(items: list[Item], *, unlisted: bool) -> bytes:
    entries: dict[bool, list[str]] = {True: [], False: []}
    names: dict[bool, list[str]] = {True: [], False: []}
    for item in items:
        allowed = item.get("allowed", "false").lower() == "true"
        if item.get("ipAddress"):
            mask = item.get("subnetMask", "255.255.255.255")
            v6 = ":" in item["ipAddress"]
            full = mask if not v6 or ":" in mask else str(ipaddress.IPv6Address(2**128 - 1))
            entries[allowed].append(addresses.normal_entry(f"{item['ipAddress']},{full}"))
        elif item.get("domainName"):
            names[allowed].append(item["domainName"])
    return addresses.encode(
        addresses.Addresses(
            tuple(entries[False]), tuple(entries[True]), tuple(names[False]), tuple(names[True]), unlisted
        )
    )


def _address_items(data: Data) -> list[Item]:
    found = addresses.decode(data if isinstance(data, bytes) else b"")
    rows: dict[tuple[str, str], Item] = {}
    sides = ((found.denied, "false"), (found.granted, "true"))
    for entries, allowed in sides if found.by_default else sides[::-1]:
        for entry in entries:
            address, _, mask = entry.partition(",")
            rows.setdefault((address, mask), {"ipAddress": address, "subnetMask": mask, "allowed": allowed})
    for names, allowed in ((found.denied_names, "false"), (found.granted_names, "true")):
        for name in names:
            rows.setdefault((name.lower(), ""), {"domainName": name, "allowed": allowed})
    return list(rows.values())
