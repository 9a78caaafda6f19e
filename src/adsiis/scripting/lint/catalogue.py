"""What objects there are and which members they have, as far as it can be said without running a script.

Source: docs/behaviour.md, lint-2.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from ASPPY.server_object import ADODBStream, ScriptingDictionary, VBScriptRegExp

from adsiis.adsi.container import ADsContainer
from adsiis.adsi.extensions import extensions
from adsiis.adsi.objects import ADsObject
from adsiis.schema import schema
from adsiis.scripting.cscript.wscript import WScript
from adsiis.scripting.files import items, textstream
from adsiis.scripting.files.filesystem import FileSystemObject
from adsiis.scripting.lint import wmi
from adsiis.scripting.lint.counting import counts_of, provider_counts
from adsiis.scripting.lint.kind import Kind
from adsiis.scripting.shell import executing, network, shell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adsiis.scripting.com import ComObject

PROVIDER: Final = "provider"


def kind(name: str) -> Kind | None:
    """A kind by its name: a ProgID in lower case, or `provider:` and a class; None where nothing is known."""
    if name.startswith(PROVIDER):
        return _provider(name.partition(":")[2])
    if name.startswith(wmi.MARK):
        return wmi.kind(name)
    return _known().get(name)


@cache
def _provider(class_name: str) -> Kind:
    found = schema().class_(class_name) if class_name else None
    classes = schema().classes if found is None else (found,)
    names = {*_public(ADsContainer), *_public(ADsObject)}
    for each in classes:
        names |= {*each.properties, *each.flags}
        for extension in extensions():
            names |= {*extension.methods.get(each.name, {})}
            names |= {prop.name for prop in extension.properties.get(each.name, ())}
    title = found.name if found is not None else "an object of the provider"
    lists = dict.fromkeys(("IPSECURITY", "RELAYIPLIST", "GETPROPERTYATTRIBOBJ", "ADMINACL"), "value")
    gives = {"*": PROVIDER, "COPYHERE": PROVIDER, "MOVEHERE": PROVIDER, **lists}
    listed = frozenset(map(str.upper, names))
    return Kind(title, listed, gives, provider_counts(), found.name if found is not None else "")


@cache
def methods() -> Mapping[str, str]:
    """The methods of the provider's objects, by upper-case name as they are spelt."""
    names = {
        name for name in (*_public(ADsContainer), *_public(ADsObject)) if schema().property(name) is None
    }
    for extension in extensions():
        for listed in extension.methods.values():
            names |= set(listed)
    return {name.upper(): name for name in names}


@cache
def _known() -> Mapping[str, Kind]:
    fso_gives = {
        "OPENTEXTFILE": "textstream",
        "CREATETEXTFILE": "textstream",
        "GETFILE": "file",
        "GETFOLDER": "folder",
        "CREATEFOLDER": "folder",
        "GETSPECIALFOLDER": "folder",
        "GETDRIVE": "drive",
    }
    return {
        "wscript": _ours("WScript", WScript, {"STDIN": "textstream", "STDOUT": "textstream"}),
        "wscript.shell": _ours("WScript.Shell", shell.Shell, {"EXEC": "exec"}),
        "exec": _ours(
            "what Exec gives", executing.Exec, dict.fromkeys(("STDIN", "STDOUT", "STDERR"), "textstream")
        ),
        "wscript.network": _ours("WScript.Network", network.Network, {}),
        "scripting.filesystemobject": _ours("Scripting.FileSystemObject", FileSystemObject, fso_gives),
        "textstream": _ours("a text stream", textstream.TextStream, {}),
        "file": _ours("a file", items.File, {"OPENASTEXTSTREAM": "textstream", "PARENTFOLDER": "folder"}),
        "folder": _ours("a folder", items.Folder, {"FILES": "files", "SUBFOLDERS": "folders"}),
        "files": _ours("the files of a folder", items.Files, {"*": "file", "ITEM": "file"}),
        "folders": _ours("the folders of a folder", items.Folders, {"*": "folder", "ITEM": "folder"}),
        "drive": _ours("a drive", items.Drive, {"ROOTFOLDER": "folder"}),
        "scripting.dictionary": _asppy("Scripting.Dictionary", ScriptingDictionary()),
        "vbscript.regexp": _asppy("RegExp", VBScriptRegExp()),
        "adodb.stream": _asppy("ADODB.Stream", ADODBStream("/")),
    }


def _ours(title: str, of: type[ComObject], gives: Mapping[str, str]) -> Kind:
    members = frozenset(of._com_read)  # noqa: SLF001 - the table scripts are answered from
    return Kind(title, members, gives, counts_of(of))


def _asppy(title: str, made: object) -> Kind:
    members = frozenset(name.upper() for name in dir(made) if not name.startswith("_"))
    return Kind(title, members, {}, counts_of(type(made)))


def _public(of: type) -> list[str]:
    return [name for name in dir(of) if name[:1].isupper()]
