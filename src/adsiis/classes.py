"""The classes of IIS for type checkers and editors: `cast("IIsWebServer", GetObject(path))`.

What they have stands in the stub beside this file. Here each name is the Python class behind objects of that
class, as long as the schema of their store is the built-in one.
"""

from __future__ import annotations

from typing import Any


def __getattr__(name: str) -> Any:
    """The Python class of an IIS class."""
    from adsiis.adsi.binding import class_type
    from adsiis.schema import schema

    found = schema().class_(name)
    if found is None or found.name != name:
        raise AttributeError(f"module 'adsiis.classes' has no class {name!r}")
    return class_type(found)
