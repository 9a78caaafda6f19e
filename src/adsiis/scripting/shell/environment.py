"""Environment variables: WshShell.Environment and ExpandEnvironmentStrings.

Changes of PROCESS and VOLATILE last as long as the script; those of SYSTEM and USER stand in the registry.
Source: docs/behaviour.md, shell-1.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from adsiis.scripting.com import ComObject, named_error, text
from adsiis.scripting.shell.registry import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.scripting.host import Host

_VARIABLE: Final = re.compile("%([^%]+)%")
_KEYS: Final = {
    "SYSTEM": r"HKLM\SYSTEM\CurrentControlSet\Control\Session Manager\Environment",
    "USER": r"HKCU\Environment",
}
_SCOPES: Final = {*_KEYS, "PROCESS", "VOLATILE"}


def expanded(host: Host, line: str) -> str:
    """Text with `%NAME%` replaced; names that are not known stand."""
    return _VARIABLE.sub(lambda found: host.environment.get(found[1].upper(), ("", found[0]))[1], line)


class Environment(ComObject):
    """The variables of one scope. `environment("NAME")` reads and sets one."""

    __slots__ = ("_host", "_key")

    type_name = "IWshEnvironment"

    def __init__(self, host: Host, scope: str) -> None:
        if scope.upper() not in _SCOPES:
            raise named_error(5)
        self._host = host
        self._key = _KEYS.get(scope.upper())

    def __iter__(self) -> Iterator[str]:
        """`NAME=value`, for each."""
        return iter([f"{name}={value}" for name, value in self._all()])

    def __vbs_index_get__(self, name: Any) -> str:
        """The value of a variable; nothing for one that is not set."""
        wanted = text(name).upper()
        return next((value for known, value in self._all() if known.upper() == wanted), "")

    def __vbs_index_set__(self, name: Any, value: Any) -> None:
        """Set a variable."""
        if self._key is not None:
            self._host.registry.write(self._key, text(name), Value("REG_SZ", text(value)))
        else:
            self._host.environment[text(name).upper()] = (text(name), text(value))

    @property
    def item(self) -> Environment:
        """`environment.Item("NAME")` is `environment("NAME")`."""
        return self

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._all())

    @property
    def length(self) -> int:
        """How many there are."""
        return len(self._all())

    def remove(self, name: Any) -> None:
        """Remove a variable."""
        if self._key is not None:
            self._host.registry.delete(self._key, text(name))
        else:
            self._host.environment.pop(text(name).upper(), None)

    def _all(self) -> list[tuple[str, str]]:
        if self._key is None:
            return sorted(self._host.environment.values())
        return [(name, str(value.data)) for name, value in self._host.registry.names(self._key)]
