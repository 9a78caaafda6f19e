"""CreateObject and GetObject of scripts: which objects there are, by ProgID and by name.

Source: docs/behaviour.md, wsh-14 and wsh-15.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from ASPPY.msxml import DOMDocument, _Node
from ASPPY.server_object import ADODBStream, ScriptingDictionary, Server, VBScriptRegExp
from ASPPY.vm.values import VBEmpty

from adsiis.adsi.progids import CREATABLE
from adsiis.scripting.com import named_error, text
from adsiis.scripting.files.filesystem import FileSystemObject
from adsiis.scripting.shell.network import ADSystemInfo, Network, WinNTSystemInfo
from adsiis.scripting.shell.shell import Shell
from adsiis.scripting.wmi.moniker import Locator
from adsiis.scripting.wmi.moniker import get as get_wmi
from adsiis.scripting.wmi.services import path_object
from adsiis.vbs import provider

if TYPE_CHECKING:
    from collections.abc import Callable
    from weakref import WeakSet

    from adsiis.scripting.host import Host

_URL: Final = re.compile("https?://", re.IGNORECASE)
_OURS: Final[dict[str, Callable[[Host], Any]]] = {
    "adsysteminfo": ADSystemInfo,
    "adsnamespaces": lambda host: provider.get_object(host.bind, "ADs:"),
    "iisnamespace": lambda host: provider.get_object(host.bind, "IIS:"),
    "scripting.filesystemobject": lambda host: FileSystemObject(host.places),
    "wbemscripting.swbemlocator": Locator,
    "wbemscripting.swbemobjectpath": path_object,
    "winntsysteminfo": WinNTSystemInfo,
    "wscript.network": Network,
    "wscript.shell": Shell,
    "adodb.stream": lambda host: Stream(host),  # noqa: PLW0108 - it stands below
    "vbscript.regexp": lambda _: VBScriptRegExp(),
}
_DOCUMENTS: Final = (
    *("msxml2.domdocument", "msxml2.domdocument.6.0", "msxml2.domdocument.4.0", "msxml2.domdocument.3.0"),
    *("microsoft.xmldom", "msxml.domdocument", "microsoft.freethreadedxmldom"),
)
_BY_ASPPY: Final = (
    *("msxml2.serverxmlhttp", "msxml2.serverxmlhttp.6.0", "msxml2.serverxmlhttp.3.0"),
    *("msxml2.xmlhttp", "msxml2.xmlhttp.6.0", "msxml2.xmlhttp.3.0"),
    *("adodb.connection", "adodb.recordset", "adodb.command"),
)
PROGIDS: Final = frozenset(
    {*_OURS, *_DOCUMENTS, *_BY_ASPPY, "scripting.dictionary", *map(str.lower, CREATABLE)}
)
"""The names CreateObject knows, in lower case; a version at the end does not count."""


_Node.tagName = _Node.nodeName  # an element has both


class Stream(ADODBStream):  # type: ignore[misc] # asppy has no types
    """ADODB.Stream over PathMap."""

    _buf_text: str

    def __init__(self, host: Host) -> None:
        super().__init__("/")
        self._host = host

    def _resolve(self, path: Any) -> str:
        return self._host.places.local(text(path))

    def LoadFromFile(self, path: Any) -> None:  # noqa: N802 - asppy's name
        """Take a file in; the mark of its encoding is no part of its text."""
        super().LoadFromFile(path)
        self._buf_text = self._buf_text.removeprefix("\ufeff")


class Declaration:
    """`<?xml version="1.0"?>` as a script makes it: its document begins with it."""

    def __init__(self, data: str) -> None:
        self.data = data


class Document(DOMDocument):  # type: ignore[misc]
    """An XML document whose files are found by PathMap."""

    _declaration = ""

    def __init__(self, host: Host) -> None:
        super().__init__("/")
        self._host = host

    def createProcessingInstruction(self, target: Any, data: Any) -> Any:  # noqa: N802 - asppy's names
        """A processing instruction; `xml` is the declaration, which a parser takes for no node."""
        if text(target).lower() == "xml":
            return Declaration(text(data))
        return super().createProcessingInstruction(target, data)

    def appendChild(self, child: Any) -> Any:  # noqa: N802
        """Put a node behind the others."""
        return self._declared(child) or super().appendChild(child)

    def insertBefore(self, child: Any, other: Any) -> Any:  # noqa: N802
        """Put a node before another."""
        return self._declared(child) or super().insertBefore(child, other)

    def _declared(self, child: Any) -> Any:
        if not isinstance(child, Declaration):
            return None
        self._declaration = child.data.replace("'", '"')
        return child

    @property
    def xml(self) -> str:
        """The document as text."""
        declared = f"<?xml {self._declaration}?>\r\n" if self._declaration else ""
        return declared + str(super().xml)

    def load(self, source: Any) -> Any:
        """Read a file, or what stands at a URL."""
        named = text(source)
        return super().load(named if _URL.match(named) else self._host.places.local(named))

    def save(self, target: Any) -> Any:
        """Write a file."""
        return super().save(self._host.places.local(text(target)))


class Creator:
    """CreateObject and GetObject of one script.

    Args:
        host: the host of the script.
        made: where the interpreter notes what its script made.
    """

    def __init__(self, host: Host, made: WeakSet[Any]) -> None:
        self._host = host
        self._made = made

    def create_object(self, progid: Any, machine: Any = VBEmpty) -> Any:
        """CreateObject of VBScript. Raises error 429 for an unknown name, 462 for another machine."""
        if text(machine).upper() not in {"", ".", "LOCALHOST", "127.0.0.1", self._host.machine}:
            raise named_error(462, text(machine))
        found = self.made(text(progid))
        if found is None:
            raise named_error(429, text(progid))
        return found

    def made(self, progid: str) -> Any:
        """A new object of a ProgID, or None."""
        name = without_version(progid)
        if name == "scripting.dictionary":
            found = ScriptingDictionary()
            self._made.add(found)
            return found
        make = _OURS.get(name)
        if make is not None:
            return make(self._host)
        if name in _DOCUMENTS:
            return Document(self._host)
        if name in _BY_ASPPY:
            return Server(self._host.places.local("C:\\"), "/", None).CreateObject(name)
        return provider.create_object(progid)

    def get_object(self, path: Any = VBEmpty, class_name: Any = VBEmpty) -> Any:
        """GetObject of VBScript: `IIS:`, `winmgmts:`, `ADs:`, else a class."""
        name = path if path.__class__ is str else text(path)
        if name[:4].upper() == "IIS:":
            return provider.get_object(self._host.bind, name)
        scheme = name.partition(":")[0].strip().lower()
        if scheme == "winmgmts":
            return get_wmi(self._host, name)
        if scheme in {"iis", "ads"}:
            return provider.get_object(self._host.bind, name)
        if scheme.startswith("iis") and text(class_name):
            return provider.get_object(self._host.bind, "IIS:")._vbs_get_prop("GETOBJECT")(name, class_name)  # noqa: SLF001
        if not name and text(class_name):
            return self.create_object(class_name)
        raise named_error(432, name)


def without_version(progid: str) -> str:
    """A ProgID in lower case, without the number at its end: `WScript.Shell.1` is `wscript.shell`."""
    name = progid.strip().lower()
    head, dot, last = name.rpartition(".")
    return head if dot and last.isdecimal() and head in _OURS else name
