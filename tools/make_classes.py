"""Make `src/adsiis/classes.pyi` from the schema: `python tools/make_classes.py`.

The methods are those of the package's own extensions. A test fails when the file is not what this makes.
"""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from adsiis.adsi.container import ADsContainer
from adsiis.adsi.extensions import extensions
from adsiis.adsi.objects import ADsObject
from adsiis.metabase.record import INHERIT, SECURE, VOLATILE
from adsiis.schema import internal_default, schema
from adsiis.schema.constants import APP_POOL_COMMAND, SERVER_COMMAND

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from adsiis.adsi.extensions import Extension
    from adsiis.schema import Class, Property

FILE: Final = Path(__file__).parent.parent / "src" / "adsiis" / "classes.pyi"

_TYPES: Final = {
    "BOOL": "_Bool",
    "DWORD": "_Number",
    "STRING": "_Text",
    "EXPANDSZ": "_Text",
    "MULTISZ": "_Texts",
    "MIMEMAP": "_MimeMaps",
    "BINARY": "_Bytes",
    "IPSECLIST": "_IPSecurity",
    "NTACL": "_SecurityDescriptor",
}
_BUILT_IN: Final = {
    "None",
    "int",
    "str",
    "bool",
    "bytes",
    "float",
    "object",
    "tuple",
    "list",
    "Any",
    "Iterator",
}
_WIDTH: Final = 106
_COMMANDS: Final = {SERVER_COMMAND, APP_POOL_COMMAND}

_HEAD: Final = '''\
# Made by tools/make_classes.py from the schema: change that, not this.
# fmt: off
# ruff: noqa: E501, N801, N802, PYI021 - names as scripts call them and docstrings for editors

"""The classes of IIS for type checkers and editors: `cast("IIsWebServer", GetObject(path))`.

One class for each of the schema, with its properties, flags and methods; any letter case works when it runs,
the spelling of the schema is checked here.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Generic, Never, TypeAlias, TypeVar, overload

from adsiis.adsi.attributes import PropertyAttribute
from adsiis.adsi.ip_security import IPSecurity
from adsiis.adsi.property_list import PropertyEntry
from adsiis.adsi.security_descriptor import SecurityDescriptor
from adsiis.adsi.values import MimeMap

_Got = TypeVar("_Got")
_Put = TypeVar("_Put")

class _State(Generic[_Got]):
    @overload
    def __get__(self, made: None, owner: type[Any]) -> _State[_Got]: ...
    @overload
    def __get__(self, made: object, owner: type[Any]) -> _Got: ...
    def __set__(self, made: object, value: Never) -> None: ...

class _Value(Generic[_Got, _Put]):
    @overload
    def __get__(self, made: None, owner: type[Any]) -> _Value[_Got, _Put]: ...
    @overload
    def __get__(self, made: object, owner: type[Any]) -> _Got: ...
    def __set__(self, made: object, value: _Put) -> None: ...

_Bool: TypeAlias = _Value[bool, bool | int | str | None]
_Number: TypeAlias = _Value[int, int | float | str | None]
_Text: TypeAlias = _Value[str, str | int | float | None]
_Texts: TypeAlias = _Value[tuple[str, ...], Iterable[str | int | float] | str | None]
_MimeMaps: TypeAlias = _Value[tuple[MimeMap, ...], Iterable[MimeMap | str] | MimeMap | str | None]
_Bytes: TypeAlias = _Value[bytes, bytes | bytearray | memoryview | Iterable[int] | None]
_IPSecurity: TypeAlias = _Value[IPSecurity, Any]
_SecurityDescriptor: TypeAlias = _Value[SecurityDescriptor, Any]
'''
_IMPORTED: Final = _BUILT_IN | {"PropertyAttribute", "PropertyEntry"}


def text() -> str:
    """The whole file."""
    blocks = [_HEAD.rstrip("\n"), "\n".join(_base("ADsObject", ADsObject, "")), "\n".join(_container())]
    blocks += ["\n".join(_class(found)) for found in schema().classes]
    return "\n\n".join(blocks) + "\n"


def _container() -> Iterator[str]:
    return _base("ADsContainer", ADsContainer, "ADsObject")


def _base(name: str, kind: type, above: str) -> Iterator[str]:
    yield f"class {name}({above}):" if above else f"class {name}:"
    yield _doc(kind)
    if above:
        yield "    def __iter__(self) -> Iterator[Any]: ..."
    known = set(dir(ADsObject)) if above else set(dir(object))
    for member in sorted(set(dir(kind)) - known):
        if not member.startswith(("_", "iis_")):
            yield from _member(member, inspect.getattr_static(kind, member))


def _member(name: str, found: object) -> Iterator[str]:
    if isinstance(found, property) and found.fget is not None:
        yield "    @property"
        yield f"    def {name}(self) -> {_annotation(found.fget)}:"
        yield _doc(found, 8)
        if found.fset is not None:
            yield f"    @{name}.setter"
            yield f"    def {name}(self, value: Any) -> None: ..."
    elif callable(found):
        yield from _method(name, found)


def _class(found: Class) -> Iterator[str]:
    yield f"class {found.name}({'ADsContainer' if found.container else 'ADsObject'}):"
    yield f'    """{_about(found)}"""'
    for prop in _properties(found):
        kind = _TYPES[prop.type]
        state = prop.attributes & VOLATILE and prop.id not in _COMMANDS
        yield f"    {prop.name}: {'_State[int]' if state else kind}"
        yield f'    """{_facts(prop)}"""'
    for name, method in sorted(_methods(found.name).items()):
        yield from _method(name, method)


def _properties(found: Class) -> Iterator[Property]:
    hidden = set(dir(ADsContainer if found.container else ADsObject))
    listed = [schema().property(name) for name in (*found.properties, *found.flags)]
    listed += [prop for one in _own_extensions() for prop in one.properties.get(found.name, ())]
    return (prop for prop in listed if prop is not None and prop.name not in hidden)


def _methods(class_name: str) -> dict[str, Callable[..., object]]:
    return {
        name: method for one in _own_extensions() for name, method in one.methods.get(class_name, {}).items()
    }


def _own_extensions() -> list[Extension]:
    return [one for one in extensions() if "adsiis" in Path(one.file).parts]


def _about(found: Class) -> str:
    if not found.container:
        return "No keys stand below it." if not found.hidden else "Internal to the services."
    return f"May contain {', '.join(found.can_contain)}." if found.can_contain else "May contain any class."


def _facts(prop: Property) -> str:
    said = [prop.type, f"id {prop.id}"] if prop.id else [prop.type]
    if prop.flag_of is not None:
        said.append(f"bit 0x{prop.bit:X} of {prop.flag_of}")
    said += [word for bit, word in ((INHERIT, "inherited"), (SECURE, "secure")) if prop.attributes & bit]
    if prop.default not in {None, "", b"", ()}:
        said.append(f"default {_shown(prop, prop.default)}")
    used = internal_default(prop.name) if prop.id else None
    if used not in {None, prop.default}:
        said.append(f"services use {_shown(prop, used)}")
    line = ", ".join(said) + "."
    return line if len(line) <= _WIDTH else line[: _WIDTH - 1] + "…"


def _shown(prop: Property, data: object) -> str:
    return repr(bool(data) if prop.type == "BOOL" else data)


def _method(name: str, method: Callable[..., object]) -> Iterator[str]:
    given = list(inspect.signature(method).parameters.values())[1:]
    parameters = ["self", *(_parameter(one) for one in given)]
    yield f"    def {name}({', '.join(parameters)}) -> {_annotation(method)}:"
    yield _doc(method, 8)


def _parameter(one: inspect.Parameter) -> str:
    kind = _known(one.annotation)
    if one.kind is inspect.Parameter.VAR_POSITIONAL:
        return f"*{one.name}: {kind}"
    given = "" if one.default is inspect.Parameter.empty else f" = {one.default!r}"
    return f"{one.name}: {kind}{given}"


def _annotation(function: Callable[..., object]) -> str:
    return _known(inspect.unwrap(function).__annotations__.get("return", "Any"))


def _known(written: object) -> str:
    """An annotation as the stub can say it: what it would have to import is Any."""
    text = str(written)
    return text if set(re.findall(r"[A-Za-z_]+", text)) <= _IMPORTED else "Any"


def _doc(found: object, indent: int = 4) -> str:
    said = (inspect.getdoc(found) or "").split("\n\n")[0].replace("\n", " ").replace("\\", "\\\\")
    return f'{" " * indent}"""{said}"""'


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
