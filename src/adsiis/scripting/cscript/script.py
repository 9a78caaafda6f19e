"""A script that was read: run to its end, what goes wrong told, and everything let go.

Source: docs/behaviour.md, wsh-11, wsh-12 and wsh-18.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Final

from ASPPY.vb_runtime import vbs_set_lcid

from adsiis.scripting.creating import Creator
from adsiis.scripting.cscript.failures import Text, compilation_line, runtime_line
from adsiis.scripting.cscript.interpreter import ScriptInterpreter, TracingInterpreter
from adsiis.scripting.cscript.wscript import QuitError, WScript
from adsiis.scripting.dialogs import boxes
from adsiis.scripting.installer import Session
from adsiis.vbs.engine import Parser, Program, ScriptTimeoutError
from adsiis.vbs.engine.wording import COMPILATION_ERRORS

if TYPE_CHECKING:
    from adsiis.scripting.cscript.options import Options
    from adsiis.scripting.host import Host

WRONG: Final = 1
_ENGLISH: Final = 1033


class Script(ABC):
    """A script, ready to run.

    Args:
        host: its host.
        options: those of the command line.
        path: its path as scripts see it.

    Attributes:
        code: its exit code.
        interpreter: the interpreter of VBScript, whose clock ends scripts in other languages too.
        creator: what it makes objects with.
    """

    def __init__(self, host: Host, options: Options, path: str) -> None:
        self._host = host
        self._options = options
        self._path = path
        self.code = 0
        self.interpreter = TracingInterpreter(self._traced) if options.trace else ScriptInterpreter()
        self.creator = Creator(host, self.interpreter.made)

    def run(self) -> None:
        """Run it to its end; what goes wrong is told."""
        vbs_set_lcid(_ENGLISH)
        self.interpreter.limit(self._options.seconds)
        try:
            self.work()
        except QuitError as end:
            self.code = end.code
        except ScriptTimeoutError:
            self._tell_timeout()
        except Exception as found:  # noqa: BLE001 - any error of the script
            self.tell(self.line_of(found))
        finally:
            self._end()

    @abstractmethod
    def work(self) -> None:
        """Do what the script says."""

    @abstractmethod
    def line_of(self, found: Exception) -> str:
        """The line for an error that nothing caught."""

    @abstractmethod
    def shown(self, position: int | None) -> tuple[str, int, str]:
        """The file, the line's number and the line at a position of VBScript."""

    def names(self, wscript: WScript | None = None) -> dict[str, Any]:
        """What the host gives every script, by upper-case name."""
        known: dict[str, Any] = {
            "CREATEOBJECT": self.creator.create_object,
            "GETOBJECT": self.creator.get_object,
            "WSCRIPT": wscript or self.wscript(),
            **boxes(self._host),
        }
        known["WSH"] = known["WSCRIPT"]
        if self._options.properties:
            known["SESSION"] = Session(self._host, self._options.properties)
        return known

    def wscript(self, usage: str = "") -> WScript:
        """The object WScript; `usage` is what ShowUsage prints."""
        return WScript(
            self._host,
            self._path,
            self._options,
            pause=self.interpreter.pause,
            create=self.creator.made,
            get=self.creator.get_object,
            limit=self.interpreter.limit,
            usage=usage,
        )

    def tell(self, line: str) -> None:
        """A line about what went wrong, unless nothing is to be said."""
        if self._host.interactive:
            self._host.warn(line)

    def _end(self) -> None:
        """Let everything of the script go; a Class_Terminate may still print, and fail."""
        try:
            self.interpreter.release()
        except QuitError:
            return
        except Exception as found:  # noqa: BLE001 - any error of the script
            self.tell(self.line_of(found))

    def _tell_timeout(self) -> None:
        if self.interpreter.deadline > 0:
            self.tell(f'Script execution time was exceeded on script "{self._path}".')
            self.tell("Script execution was terminated.")
        self.code = WRONG

    def _traced(self, position: int | None) -> None:
        path, line, text = self.shown(position)
        self._host.warn(f"{path}({line}) {text.strip()}")


class VBScript(Script):
    """A script file in VBScript."""

    def __init__(self, host: Host, options: Options, path: str, text: Text, program: Program) -> None:
        super().__init__(host, options, path)
        self._text = text
        self._program = program

    @classmethod
    def read(cls, host: Host, options: Options, path: str, source: str) -> VBScript | None:
        """Compile a script; None when that fails, which is told."""
        text = Text(source)
        try:
            program = Program(Parser(source).parse_program())
        except (*COMPILATION_ERRORS, RecursionError) as found:
            if options.interactive:
                host.warn(compilation_line(path, text, found))
            return None
        return cls(host, options, path, text, program)

    def work(self) -> None:
        """Do what the script says."""
        self.interpreter.give(self.names())
        self.interpreter.run(self._program)

    def line_of(self, found: Exception) -> str:
        """The line for an error that nothing caught."""
        return runtime_line(self._path, self._text, found)

    def shown(self, position: int | None) -> tuple[str, int, str]:
        """The file, the line's number and the line at a position."""
        line, _ = self._text.place(position)
        return self._path, line, self._text.line(line)
