"""Which elements of the file count, and where they may stand.

The file is one flat list: `<configuration>`, in it `<MBProperty>`, in it an element per key, in that the
`<Custom>` elements of the key. Elements are taken as the parser meets them; no tree of XML is built.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from adsiis.formats.metabase_xml.guard import plain
from adsiis.formats.metabase_xml.report import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adsiis.formats.metabase_xml.keys import Keys
    from adsiis.formats.metabase_xml.report import Report

_GLOBAL: Final = "IIS_Global"


class Elements:
    """Hands the elements of one file to those who make keys of them.

    Attributes:
        globals: the values of `IIS_Global`.
    """

    def __init__(self, keys: Keys, report: Report) -> None:
        self.globals: dict[str, str] = {}
        self._keys = keys
        self._report = report
        self._tag = -1
        self._depth = 0
        self._taken = 0
        self._sections = 0
        self._in_key = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins; what stands in one that was passed over is passed over too."""
        self._tag += 1
        self._depth += 1
        if self._depth == self._taken + 1 and self._takes(tag.rpartition("}")[2], attributes):
            self._taken = self._depth

    def end(self, tag: str) -> None:
        """An element ends."""
        del tag
        self._depth -= 1
        self._taken = min(self._taken, self._depth)

    def close(self) -> None:
        """The parser lets go, which it does after an error too."""

    def finish(self) -> None:
        """The file is over and was sound."""
        if not self._sections:
            raise self._report.error(
                Place(0),
                "",
                "the file is no metabase file, as its <configuration> holds no <MBProperty>; "
                "expected <MBProperty> with the keys in it.",
            )
        self._keys.finish()

    def _takes(self, name: str, attributes: Mapping[str, str]) -> bool:
        """Take an element by how deep it stands; whether it belongs there."""
        match self._depth, name:
            case 1, _:
                self._root(name)
            case 2, "MBProperty":
                self._sections += 1
            case 3, _:
                self._in_key = name != _GLOBAL
                if self._in_key:
                    self._keys.begin(self._tag, name, attributes)
                else:
                    self._global(attributes)
            case 4, "Custom" if self._in_key:
                self._keys.custom(self._tag, attributes)
            case _:
                about = f"an element <{name}> does not belong here; it is passed over with all in it."
                self._report.warn(Place(self._tag), "", about)
                return False
        return True

    def _root(self, name: str) -> None:
        if name != "configuration":
            sentence = f"the file is no metabase file, as it begins with <{name}>; expected <configuration>."
            raise self._report.error(Place(self._tag), "", sentence)

    def _global(self, attributes: Mapping[str, str]) -> None:
        self.globals.update((name, plain(text)) for name, text in attributes.items() if name != "Location")
