"""Objects of ours that scripts see: their members by name, in the letter case the engine asks in.

The engine asks in upper case. A table per class says which names can be read or called and which can be set;
any other name is error 438, and nothing else of the Python object can be reached.
"""

from __future__ import annotations

from typing import Any, ClassVar

from adsiis.vbs.engine.errors import unknown_member


class Members:
    """Base of such objects.

    Attributes:
        readable: by upper-case name, the attribute that is read or the method that is called.
        writable: by upper-case name, the attribute that is set.
    """

    __slots__ = ("__weakref__",)

    readable: ClassVar[dict[str, str]] = {}
    writable: ClassVar[dict[str, str]] = {}

    def _vbs_get_prop(self, name: str) -> Any:
        try:
            attribute = self.readable[name.upper()]
        except KeyError:
            raise unknown_member(name) from None
        return getattr(self, attribute)

    def _vbs_set_prop(self, name: str, value: object) -> None:
        try:
            attribute = self.writable[name.upper()]
        except KeyError:
            raise unknown_member(name) from None
        setattr(self, attribute, value)
