"""Session: what scripts written for an installer read their settings from.

`//msi-property NAME=value` on the command line gives it to a script. Source: docs/behaviour.md, wsh-19.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from adsiis.scripting.com import ComObject, text

if TYPE_CHECKING:
    from adsiis.scripting.host import Host


class Properties(ComObject):
    """Properties by name; one that is not set is empty."""

    __slots__ = ("_values",)

    type_name = "Property"

    def __init__(self, values: dict[str, str]) -> None:
        self._values = values

    def __vbs_index_get__(self, name: Any) -> str:
        """The value of a property."""
        return self._values.get(text(name).upper(), "")

    def __vbs_index_set__(self, name: Any, value: Any) -> None:
        """Set a property."""
        self._values[text(name).upper()] = text(value)


class Session(ComObject):
    """The object `Session` of an installer.

    Args:
        host: the host of the script.
        values: the properties, by upper-case name.
    """

    __slots__ = ("_host", "_properties")

    type_name = "Session"

    def __init__(self, host: Host, values: dict[str, str]) -> None:
        self._host = host
        self._properties = Properties(values)

    @property
    def language(self) -> int:
        """English."""
        return 1033

    def log(self, line: Any) -> None:
        """A line of the installer's log: to standard error."""
        self._host.warn(text(line))

    def message(self, kind: Any, record: Any) -> int:
        """Messages of the installer are answered with OK."""
        del kind, record
        return 1

    @property
    def property(self) -> Properties:
        """`Session.Property("NAME")`."""
        return self._properties
