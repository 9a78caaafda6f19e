"""WScript: what a script knows of itself and of its host.

Source: docs/behaviour.md, wsh-3 to wsh-8.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from ASPPY.vb_runtime import vbs_cstr
from ASPPY.vm.values import VBArray, VBEmpty, VBNothing, VBNull

from adsiis.scripting.com import ComObject, error, named_error, number, text, truth
from adsiis.scripting.cscript.arguments import Arguments
from adsiis.scripting.files.live import LiveReader
from adsiis.scripting.files.textstream import TextStream
from adsiis.vbs.engine import Interrupted

if TYPE_CHECKING:
    from collections.abc import Callable

    from adsiis.scripting.cscript.options import Options
    from adsiis.scripting.host import Host

VERSION: Final = "5.8"
BUILD: Final = 16384
FULL_NAME: Final = r"C:\WINDOWS\system32\cscript.exe"


class QuitError(Interrupted):
    """WScript.Quit: no On Error Resume Next holds it up."""

    def __init__(self, code: int) -> None:
        super().__init__()
        self.code = code


class WScript(ComObject):
    """The object `WScript`.

    Args:
        host: the host of the script.
        script: the Windows path of the script.
        options: what the command line says.
        pause: sleeps so many seconds, and ends the script when it has run too long.
        create: makes an object of a ProgID.
        get: gets an object of a name.
        limit: moves the time limit.
    """

    __slots__ = (
        "_arguments",
        "_create",
        "_get",
        "_host",
        "_limit",
        "_options",
        "_pause",
        "_script",
        "_streams",
    )

    type_name = "IHost"
    __vbs_default__ = "name"

    def __init__(
        self,
        host: Host,
        script: str,
        options: Options,
        *,
        pause: Callable[[float], None],
        create: Callable[..., Any],
        get: Callable[..., Any],
        limit: Callable[[int], None],
        usage: str = "",
    ) -> None:
        self._host = host
        self._script = script
        self._options = options
        self._pause = pause
        self._create = create
        self._get = get
        self._limit = limit
        self._arguments = Arguments(host, list(options.arguments), usage)
        self._streams: dict[str, TextStream] = {}

    @property
    def application(self) -> WScript:
        """Itself."""
        return self

    @property
    def arguments(self) -> Arguments:
        """What stands behind the script's name on the command line."""
        return self._arguments

    @property
    def name(self) -> str:
        """The name of the host."""
        return "Windows Script Host"

    @property
    def full_name(self) -> str:
        """The path of the host, as scripts that want cscript look at it."""
        return FULL_NAME

    @property
    def path(self) -> str:
        """The folder of the host."""
        return FULL_NAME.rpartition("\\")[0]

    @property
    def version(self) -> str:
        """The version of Windows Script Host whose behaviour this is."""
        return VERSION

    @property
    def build_version(self) -> int:
        """Its build."""
        return BUILD

    @property
    def script_full_name(self) -> str:
        """The path of the script."""
        return self._script

    @property
    def script_name(self) -> str:
        """The name of the script."""
        return self._script.rpartition("\\")[2]

    @property
    def interactive(self) -> bool:
        """Whether messages are shown."""
        return self._host.interactive

    @interactive.setter
    def interactive(self, value: Any) -> None:
        self._host.interactive = truth(value, default=True)

    @property
    def timeout(self) -> int:
        """How many seconds the script may run; 0 for ever."""
        return self._options.seconds

    @timeout.setter
    def timeout(self, seconds: Any) -> None:
        if number(seconds) < 0:
            raise named_error(5)
        self._options.seconds = number(seconds)
        self._limit(self._options.seconds)

    @property
    def std_in(self) -> TextStream:
        """Standard input."""
        return self._stream("in", lambda: TextStream(reader=LiveReader(self._host.stdin)))

    @property
    def std_out(self) -> TextStream:
        """Standard output."""
        return self._stream("out", lambda: TextStream(write=self._host.stdout.write, line_end="\n"))

    @property
    def std_err(self) -> TextStream:
        """Standard error."""
        return self._stream("err", lambda: TextStream(write=self._host.stderr.write, line_end="\n"))

    def echo(self, *values: Any) -> None:
        """Print values with blanks between them, and end the line; not with //b."""
        line = " ".join(echoed(value) for value in values)
        if self._host.interactive:
            self._host.say(line)

    def quit(self, code: Any = VBEmpty) -> None:
        """End the script with an exit code."""
        raise QuitError(number(code))

    def sleep(self, milliseconds: Any) -> None:
        """Wait."""
        wait = number(milliseconds)
        if wait < 0:
            raise named_error(5)
        self._host.start_waiting()
        self._pause(wait / 1000)

    def create_object(self, progid: Any, prefix: Any = VBEmpty) -> Any:
        """A new object. Events, which the prefix is for, do not come."""
        del prefix
        made = self._create(text(progid))
        if made is None:
            said = f'Could not locate automation class named "{text(progid)}".'
            raise error(0x80020009, said, "WScript.CreateObject")
        return made

    def get_object(self, path: Any, progid: Any = VBEmpty, prefix: Any = VBEmpty) -> Any:
        """An object by its name."""
        del prefix
        return self._get(path, progid)

    def connect_object(self, source: Any, prefix: Any) -> None:
        """Events do not come: nothing happens."""

    def disconnect_object(self, source: Any) -> None:
        """Nothing was connected."""

    def _stream(self, name: str, make: Callable[[], TextStream]) -> TextStream:
        if name not in self._streams:
            self._streams[name] = make()
        return self._streams[name]


def echoed(value: Any) -> str:
    """A value as Echo prints it: Booleans as -1 and 0, Null as null."""
    if isinstance(value, bool):
        return "-1" if value else "0"
    if value is VBNull:
        return "null"
    if value is VBEmpty or value is VBNothing or value is None:
        return ""
    if isinstance(value, VBArray):
        raise named_error(13)
    if isinstance(value, str | int | float | dt.date | dt.time):
        return str(vbs_cstr(value))
    if hasattr(type(value), "__vbs_default__"):
        return text(value)
    if hasattr(value, "_vbs_get_prop") or hasattr(value, "__vbs_index_get__"):
        raise named_error(450 if hasattr(value, "__vbs_index_get__") else 438)
    if callable(value):  # a function of VBScript without its arguments
        raise named_error(450)
    return str(vbs_cstr(value))
