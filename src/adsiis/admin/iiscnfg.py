r"""`iiscnfg`: a part of the tree exported to a file, imported from one, or copied to another machine.

What it exports is a `MetaBase.xml`; what it imports is such a file, ours or of Windows, whole or exported, or
a file of keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adsiis.admin.command_line import DONE, Call, Script, ScriptError, UsageError, Verb
from adsiis.admin.windows_files import local_file
from adsiis.adsi.errors import ADSIError
from adsiis.formats.exports import export_xml, import_any
from adsiis.metabase import paths
from adsiis.metabase.errors import InvalidPathError

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOP: Final = "/LM"

_HELP: Final = r"""Configuration in files.

iiscnfg /export /f file /sp path [/d password] [/inherited] [/children]
iiscnfg /import /f file /sp path /dp path [/d password] [/inherited] [/children] [/merge]
iiscnfg /copy /ts computer [/tu user /tp password]
iiscnfg /save

A path is that of a key, such as /LM/W3SVC/1/ROOT. /import also reads a MetaBase.xml of Windows.
With /merge what is there and not in the file stays; without it the key is replaced.
Example: iiscnfg /export /f C:\shop.xml /sp /LM/W3SVC/1/ROOT/shop /children"""


def export(call: Call) -> int:
    """Write a key, and all below it with /children, to a file."""
    name, source = _needed(call, "f"), _key(_needed(call, "sp"))
    export_xml(
        call.metabase(), source, local_file(name, call.metabase()),
        password=call.options.get("d") or None,
        inherited=call.has("inherited"),
        children=call.has("children"),
    )  # fmt: skip
    call.say(f"Configuration exported from {source} to file {name}.")
    return DONE


def import_(call: Call) -> int:
    """Put keys of a file into the tree."""
    name, source, target = _needed(call, "f"), _key(_needed(call, "sp")), _key(_needed(call, "dp"))
    local = local_file(name, call.metabase())
    _check_readable(local)
    import_any(
        call.metabase(), local, source, target,
        password=call.options.get("d") or None,
        inherited=call.has("inherited"),
        children=call.has("children"),
        merge=call.has("merge"),
    )  # fmt: skip
    call.say(f"Configuration imported from {source} in file {name} to {target} in the Metabase.")
    return DONE


def copy(call: Call) -> int:
    """Take the whole configuration to another machine."""
    target = _needed(call, "ts")
    if call.has("tp") and not call.has("tu"):
        raise UsageError("/tp goes with /tu.")
    try:
        call.bind("")
        Call(call.verb, [], {"s": target}, call.out).bind("")
    except ADSIError as error:
        raise ScriptError(f"Could not connect to {target}. {error.description}") from None
    raise ScriptError(f"{target} is this machine: there is nothing to copy.")


def save(call: Call) -> int:
    """Every change is on the disk already when its command ends, so there is nothing left to write."""
    call.metabase()
    call.say("Configuration saved.")
    return DONE


def _check_readable(path: str) -> None:
    """Raise ScriptError unless a file can be read."""
    try:
        with open(path, "rb"):
            pass
    except OSError as error:
        raise ScriptError(f"The file {path} cannot be read: {error.strerror}.") from None


def _needed(call: Call, option: str) -> str:
    if not call.options.get(option):
        raise UsageError(f"/{call.verb} needs /{option} and its value.")
    return call.options[option]


def _key(text: str) -> str:
    """The path of a key, written with or without its /LM."""
    parts = list(_parts(text))
    try:
        return paths.normal("/".join([_TOP, *parts]))
    except InvalidPathError as error:
        raise UsageError(f'"{text}" is no path of a key: {error}') from None


def _parts(text: str) -> Iterator[str]:
    parts = [part for part in text.strip().split("/") if part]
    yield from parts[1:] if parts and paths.fold(parts[0]) == "LM" else parts


run: Final = Script(
    "iiscnfg",
    _HELP,
    {
        "export": Verb(export, options={"f": 1, "sp": 1, "d": 1, "inherited": 0, "children": 0}),
        "import": Verb(
            import_, options={"f": 1, "sp": 1, "dp": 1, "d": 1, "inherited": 0, "children": 0, "merge": 0}
        ),
        "copy": Verb(copy, options={"ts": 1, "tu": 1, "tp": 1}),
        "save": Verb(save),
    },
).run
