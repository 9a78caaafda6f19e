"""What objects of the namespace can do: the methods of the provider's objects, called as WMI calls them.

`CreateNewSite` takes objects for the bindings and gives a path; methods that give lists give them through an
argument. Source: docs/behaviour.md, wmi-11.
"""

from __future__ import annotations

import inspect
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from ASPPY.vm.values import VBEmpty, VBNull

from adsiis.adsi import extensions
from adsiis.adsi.byref import out_positions
from adsiis.scripting.com import Method, named_error, text
from adsiis.scripting.wmi.iis.model import method_names
from adsiis.scripting.wmi.iis.structures import lines
from adsiis.scripting.wmi.objects import (
    INVALID_METHOD,
    Methods,
    ObjectPath,
    Path,
    Properties,
    Property,
    Qualifiers,
    WmiObject,
    failure,
)
from adsiis.vbs.engine.by_reference import ByRefMethod, Cell
from adsiis.vbs.engine.errors import unknown_member
from adsiis.vbs.provider import from_script, to_script

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.scripting.wmi.iis.model import Kind

_SITES: Final = {"IIsWebService": "IIsWebServer", "IIsFtpService": "IIsFtpServer"}
_SPELT: Final = {
    "CREATENEWSITE": ("ServerComment", "ServerBindings", "PathOfRootVirtualDir", "ServerId"),
    "ENUMBACKUPS": ("BackupLocation", "IndexIn", "BackupVersionOut", "BackupDateTimeOut"),
}
"""Arguments that WMI calls otherwise than the functions here do."""
_LISTS: Final = {
    "ENUMAPPSINPOOL": "Applications",
    "LISTAPPLICATIONS": "Applications",
    "LISTEXTENSIONFILES": "ExtensionFiles",
    "LISTWEBSERVICEEXTENSIONS": "Extensions",
    "APPGETSTATUS": "Status",
}
"""Methods that give what they give through an argument too, and how that is called."""
_RESULT: Final = "ReturnValue"


class Parameters(WmiObject):
    """An object that holds the arguments of a method, or what it gave."""

    __slots__ = ("_names", "_values")

    type_name = "SWbemObjectEx"

    def __init__(self, names: tuple[str, ...], values: dict[str, Any] | None = None) -> None:
        self._names = names
        self._values = values or {}

    @property
    def key(self) -> str:
        """It has no path."""
        return ""

    @property
    def path(self) -> Path:
        """Where its class is."""
        return Path(ObjectPath(".", "", "__PARAMETERS", "", None))

    @property
    def properties(self) -> Properties:
        """The arguments."""
        return Properties(
            Property(name, self.value(name), put=partial(self._set, name)) for name in self._names
        )

    def spawn_instance(self, *_: Any) -> Parameters:
        """An object of its own to fill."""
        return Parameters(self._names)

    def value(self, name: str) -> Any:
        """An argument."""
        return self._values.get(name.upper(), VBNull)

    def _set(self, name: str, value: Any) -> None:
        self._values[name.upper()] = value

    def _vbs_get_prop(self, name: str) -> Any:
        if name.endswith("_"):
            return super()._vbs_get_prop(name)
        self._check(name)
        return self.value(name)

    def _vbs_set_prop(self, name: str, value: Any) -> None:
        self._check(name)
        self._set(name, value)

    def _check(self, name: str) -> None:
        if name not in map(str.upper, self._names):
            raise unknown_member(name)


class MethodInfo(WmiObject):
    """SWbemMethod: a method, what it takes and what it gives."""

    __slots__ = ("_function", "_kind", "_name")

    type_name = "SWbemMethod"
    __vbs_default__ = "name"

    def __init__(self, kind: Kind, name: str, function: Callable[..., Any]) -> None:
        self._kind = kind
        self._name = name
        self._function = function

    @property
    def name(self) -> str:
        """Its name."""
        return self._name

    @property
    def origin(self) -> str:
        """The class that has it."""
        return self._kind.name

    @property
    def in_parameters(self) -> Parameters:
        """What it takes."""
        return Parameters(_taken(self._name, self._function)[0])

    @property
    def out_parameters(self) -> Parameters:
        """What it gives."""
        return Parameters((*_taken(self._name, self._function)[1], _RESULT))

    @property
    def qualifiers(self) -> Qualifiers:
        """What is said of it: nothing."""
        return Qualifiers([])


def described(kind: Kind) -> Methods:
    """The methods of a class."""
    known = extensions.methods(kind.iis_class or "")
    return Methods(MethodInfo(kind, name, known[name.upper()]) for name in method_names(kind))


def bound(node: Callable[[], Any], kind: Kind, name: str) -> Any:
    """A method as the engine calls it, by its name in upper case; None for a name that is none."""
    function = None if kind.setting else extensions.methods(kind.iis_class or "").get(name)
    if function is None:
        return None
    taken, given = _taken(name, function)

    both = [at for at, one in enumerate(taken) if one in given]
    places = {*both, *range(len(taken), len(taken) + len(given) - len(both))}

    def call(*arguments: Any) -> Any:
        if len(arguments) > len(taken) + len(given) - len(both):
            raise named_error(450)
        known = [one.value if isinstance(one, Cell) else one for one in arguments]
        result, filled = _run(node(), name, function, known[: len(taken)])
        cells = [one for at, one in enumerate(arguments) if at in places and isinstance(one, Cell)]
        for cell, value in zip(cells, filled, strict=False):
            cell.value = value
        return result

    return ByRefMethod(call, places) if given else Method(call)


def executed(node: Any, kind: Kind, name: str, given: Any) -> Parameters:
    """Call a method with an object that holds its arguments. Raises 0x8004102E for a method there is not."""
    function = None if kind.setting else extensions.methods(kind.iis_class or "").get(name.upper())
    if function is None:
        raise failure(INVALID_METHOD, "SWbemObjectEx")
    taken, outs = _taken(name.upper(), function)
    arguments = [given.value(one) if isinstance(given, Parameters) else VBNull for one in taken]
    while arguments and arguments[-1] is VBNull:
        arguments.pop()
    result, filled = _run(node, name.upper(), function, arguments)
    values = dict(zip(map(str.upper, outs), filled, strict=False))
    return Parameters((*outs, _RESULT), {**values, _RESULT.upper(): result})


def _run(node: Any, name: str, function: Callable[..., Any], arguments: Any) -> tuple[Any, list[Any]]:
    """What a method returns, and what it gives through arguments."""
    from adsiis.scripting.wmi.iis.instance import Reported

    given = [_argument(name, at, value) for at, value in enumerate(arguments)]
    with Reported():
        found = function(node, *given)
    if name == "CREATENEWSITE":
        return f"{_SITES[node.Class]}='{node.ADsPath.rpartition('/')[2]}/{found}'", []
    if name == "ENUMBACKUPS":
        version, place, when = found
        return VBEmpty, [place, to_script(version), when.strftime("%Y%m%d%H%M%S.%f+000")]
    if name in _LISTS:
        return to_script(found), [to_script(found)]
    if isinstance(found, tuple) and out_positions(function):
        return VBEmpty, list(map(to_script, found))
    return to_script(found), []


def _argument(name: str, at: int, value: Any) -> Any:
    if name == "CREATENEWSITE" and at == 1:
        return lines(value)
    return text(value) if name == "CREATENEWSITE" and at == 0 else from_script(value)


def _taken(name: str, function: Callable[..., Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a method takes, and what it gives through arguments, as WMI calls them."""
    listed = [one.name for one in inspect.signature(function).parameters.values()][1:]
    names = tuple("".join(part.capitalize() for part in one.split("_")) for one in listed)
    upper = name.upper()
    if upper == "ENUMBACKUPS":
        return _SPELT[upper][:2], (_SPELT[upper][0], *_SPELT[upper][2:])
    names = _SPELT.get(upper, names)
    outs = tuple(f"Out{at}" for at in out_positions(function))
    return names, (_LISTS[upper],) if upper in _LISTS else outs
