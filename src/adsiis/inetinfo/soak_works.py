"""What a soak's page can be asked to do, by name; each is one call of the provider, or a fixed round of some.

A work that always comes as a whole says of how many calls it consists, so that bytes are told per call.
"""

from __future__ import annotations

import importlib
import inspect
import sys
import threading
from contextlib import suppress
from functools import reduce
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from adsiis.adsi import GetObject
from adsiis.adsi.errors import ADSIError
from adsiis.inetinfo.soak_methods import EXTENSION_CALLS
from adsiis.inetinfo.soak_objects import OBJECT_CALLS
from adsiis.inetinfo.soak_scene import SITE, Scene
from adsiis.memory.measuring import is_put_off
from adsiis.metabase.errors import MetabaseError

if TYPE_CHECKING:
    from collections.abc import Callable

ROUND: Final = 10
"""Calls in a round."""
CALLABLE: Final = "callable:"
"""Before `module:function`: a work of the user's own."""
FAILED: Final = 422
"""The status of the page when a work of the user's own failed; its body says how."""
_FAILURES: Final = (Exception, SystemExit, KeyboardInterrupt)
_PUT_OFF: Final = (
    (inspect.iscoroutinefunction, "coroutine function"),
    (inspect.isasyncgenfunction, "generator function"),
    (inspect.isgeneratorfunction, "generator function"),
)
"""Functions whose call runs nothing of them yet."""


class CallableError(MetabaseError):
    """A function of the user's own cannot be called, or fails; the text says why."""


class Work(NamedTuple):
    """A function of the number of the round, and how many calls a round is."""

    make: Callable[[int], object]
    calls: int = 1


def round_of_calls(number: int) -> None:
    """Bind, read, enumerate, write and release, as a page would."""
    site = GetObject(SITE)
    _ = (
        site.ServerComment,
        site.ServerBindings,
        site.AccessRead,
        site.Get("ConnectionTimeout"),
        site.ServerState,
    )
    for child in site:
        _ = child.Name, child.Class
    root = site.GetObject("IIsWebVirtualDir", "ROOT")
    _ = root.Path, root.GetEx("DefaultDoc")
    _write(root, number)


def all_methods(_: int) -> None:
    """Every method of every class."""
    scene = Scene()
    for call in (*OBJECT_CALLS, *EXTENSION_CALLS):
        with suppress(ADSIError):
            call.make(scene)


def _read(_: int) -> None:
    GetObject(SITE).Get("ServerComment")


def _enumerate(_: int) -> None:
    for child in GetObject(SITE):
        child.Get("KeyType")


def _write(root: Any, number: int) -> None:
    root.AppFriendlyName = "even" if number % 2 else "odd "
    root.SetInfo()


def _schema(_: int) -> None:
    container = GetObject("IIS://localhost/Schema")
    container.GetObject("Class", "IIsWebServer").Get("OptionalProperties")
    container.GetObject("Property", "ServerComment").Get("Syntax")


def _backup(_: int) -> None:
    computer, name = GetObject("IIS://localhost"), f"soak{threading.get_ident()}"
    computer.Backup(name, 0, 1)
    computer.DeleteBackup(name, 0)


WORKS: Final = {
    "round": Work(round_of_calls),
    "bind": Work(lambda _: GetObject(SITE)),
    "read": Work(_read),
    "enumerate": Work(_enumerate),
    "write": Work(lambda number: _write(GetObject(f"{SITE}/ROOT"), number)),
    "schema": Work(_schema),
    "methods": Work(all_methods, len(OBJECT_CALLS) + len(EXTENSION_CALLS)),
    "backup": Work(_backup),
}


def work_named(name: str) -> Work:
    """A work by its name, or the user's own. Raises CallableError."""
    if not name.startswith(CALLABLE):
        return WORKS[name]
    own = name.removeprefix(CALLABLE)
    made = callable_named(own)

    def make(_: int) -> None:
        try:
            returned = made()
        except _FAILURES as error:
            raise CallableError(
                f"{own}() fails when it is called without arguments: {_told(error)}"
            ) from None
        if is_put_off(returned):
            raise CallableError(
                f"{own}() returns a {type(returned).__name__}, of which nothing has run: "
                "name a function that runs it."
            )

    return Work(make)


def callable_named(name: str) -> Callable[[], object]:
    """What `module:function` names; modules are looked for in the current folder too.

    Raises CallableError. Source: docs/behaviour.md, soak-2.
    """
    module, _, function = name.partition(":")
    if "" not in sys.path and "." not in sys.path:
        sys.path.append(".")
    try:
        found: Any = reduce(getattr, function.split("."), importlib.import_module(module))
    except _FAILURES as error:
        raise CallableError(f"{name} cannot be loaded: {_told(error)}") from None
    if not callable(found):
        raise CallableError(f"{name} is no function: it is of the type {type(found).__name__}.")
    for is_of, kind in _PUT_OFF:
        if is_of(found):
            raise CallableError(f"{name} is a {kind}: name a plain one, which runs it.")
    made: Callable[[], object] = found
    return made


def _told(error: BaseException) -> str:
    """What went wrong, and in which line of theirs if it got so far, as the end of a sentence."""
    place, trace = "", error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file not in {__file__, importlib.__file__} and not file.startswith("<"):
            place = f" ({file}, line {trace.tb_lineno})"
        trace = trace.tb_next
    text = f": {error}".rstrip(". ") if str(error) else ""
    return f"{type(error).__name__}{text}{place}."
