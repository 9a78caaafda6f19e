"""One call of cscript: the script read, compiled and run, and the exit code.

Source: docs/behaviour.md, wsh-10 to wsh-13 and wsh-18.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

from ASPPY.vb_runtime import VBScriptCOMError, vbs_set_lcid

from adsiis.scripting.creating import Creator
from adsiis.scripting.cscript.failures import Text, compilation_line, runtime_line
from adsiis.scripting.cscript.interpreter import ScriptInterpreter, TracingInterpreter, on_deep_stack
from adsiis.scripting.cscript.options import BANNER, HELP, OptionError, Options, parsed
from adsiis.scripting.cscript.source import script_text
from adsiis.scripting.cscript.wscript import QuitError, WScript
from adsiis.scripting.dialogs import boxes
from adsiis.scripting.host import Host
from adsiis.scripting.installer import Session
from adsiis.scripting.shell.builtins import SCRIPTS
from adsiis.vbs.engine import Parser, Program, ScriptTimeoutError
from adsiis.vbs.engine.wording import COMPILATION_ERRORS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

INTERRUPTED: Final = 130
WRONG: Final = 1
_ENGLISH: Final = 1033
_EXTENSIONS: Final = (".vbs", ".vbe")


def run(
    words: Sequence[str], stdin: TextIO, stdout: TextIO, stderr: TextIO, *, home: str | None = None
) -> int:
    """Do what `cscript` does with these words.

    Args:
        words: those of the command line behind `cscript`.
        stdin: what the script reads.
        stdout: what it prints to.
        stderr: what errors are printed to.
        home: the data folder; None for the user's own.

    Returns:
        The exit code, as a signed number of 32 bits.
    """
    try:
        options = parsed(words)
    except OptionError as wrong:
        stdout.write(BANNER)
        stderr.write(f"{wrong}\n")
        return WRONG
    if options.logo:
        stdout.write(BANNER)
    if options.help or not options.script:
        stdout.write(HELP)
        return 0
    if options.check:
        from adsiis.scripting.lint.report import check

        return check([options.script], stdout)
    host = Host(stdin, stdout, stderr, home=home, interactive=options.interactive)
    ours = brought_along(host, options)
    if ours is not None:
        return ours
    script = _Script.read(host, options)
    if script is None:
        return WRONG
    interrupted = on_deep_stack(script.run, script.interpreter.interrupt)
    stdout.flush()
    return INTERRUPTED if interrupted else script.code


def run_nested(host: Host, words: Sequence[str], stdin: TextIO, stdout: TextIO, stderr: TextIO) -> int:
    """Run a script that a script starts, on its thread and with its folder and environment."""
    try:
        options = parsed(words)
    except OptionError as wrong:
        stderr.write(f"{wrong}\n")
        return WRONG
    inner = Host(stdin, stdout, stderr, home=host.data_folder, interactive=options.interactive)
    inner.depth, inner.environment = host.depth + 1, dict(host.environment)
    inner.places.current = host.places.current
    if options.logo:
        stdout.write(BANNER)
    ours = brought_along(inner, options)
    if ours is not None:
        return ours
    script = _Script.read(inner, options) if options.script else None
    if script is None:
        return WRONG
    script.run()
    return script.code


def brought_along(host: Host, options: Options) -> int | None:
    """Run a script that Windows brings along, such as adsutil.vbs, where no file has its name."""
    name, extension = os.path.splitext(options.script.replace("\\", "/").rpartition("/")[2])
    known = SCRIPTS.get(name.upper())
    if known is None or extension.lower() != ".vbs" or _found(host, options.script):
        return None
    return known(host, list(options.arguments), host.stdout, host.stderr)


class _Script:
    """A script that is compiled and ready to run."""

    def __init__(self, host: Host, options: Options, path: str, text: Text, program: Program) -> None:
        self._host = host
        self._options = options
        self._path = path
        self._text = text
        self._program = program
        self.code = 0
        self.interpreter = TracingInterpreter(self._traced) if options.trace else ScriptInterpreter()

    @classmethod
    def read(cls, host: Host, options: Options) -> _Script | None:
        """Read and compile a script; None when that fails, which is told."""
        local = _found(host, options.script) or options.script
        windows = host.places.windows(local) if os.path.exists(local) else host.places.absolute(local)
        wrong = _wrong_file(windows, local, options.engine)
        if wrong:
            host.warn(wrong)
            return None
        with open(local, "rb") as file:
            text = Text(script_text(file.read()))
        try:
            program = Program(Parser(text.text).parse_program())
        except (*COMPILATION_ERRORS, RecursionError) as found:
            if options.interactive:
                host.warn(compilation_line(windows, text, found))
            return None
        return cls(host, options, windows, text, program)

    def run(self) -> None:
        """Run it to its end; what goes wrong is told."""
        vbs_set_lcid(_ENGLISH)
        self.interpreter.limit(self._options.seconds)
        self.interpreter.give(self._names())
        try:
            self.interpreter.run(self._program)
        except QuitError as end:
            self.code = end.code
        except ScriptTimeoutError:
            self._tell_timeout()
        except Exception as found:  # noqa: BLE001 - any error of the script
            self._tell(runtime_line(self._path, self._text, found))
        finally:
            self._end()

    def _end(self) -> None:
        """Let everything of the script go; a Class_Terminate may still print, and fail."""
        try:
            self.interpreter.release()
        except QuitError:
            return
        except Exception as found:  # noqa: BLE001 - any error of the script
            self._tell(runtime_line(self._path, self._text, found))

    def _names(self) -> dict[str, Any]:
        host, creator = self._host, Creator(self._host, self.interpreter.made)
        known: dict[str, Any] = {
            "CREATEOBJECT": creator.create_object,
            "GETOBJECT": creator.get_object,
            "WSCRIPT": WScript(
                host,
                self._path,
                self._options,
                pause=self.interpreter.pause,
                create=creator.made,
                get=creator.get_object,
                limit=self.interpreter.limit,
            ),
            **boxes(host),
        }
        known["WSH"] = known["WSCRIPT"]
        if self._options.properties:
            known["SESSION"] = Session(host, self._options.properties)
        return known

    def _tell(self, line: str) -> None:
        if self._host.interactive:
            self._host.warn(line)

    def _tell_timeout(self) -> None:
        if self.interpreter.deadline > 0:
            self._tell(f'Script execution time was exceeded on script "{self._path}".')
            self._tell("Script execution was terminated.")
        self.code = WRONG

    def _traced(self, position: int | None) -> None:
        line, _ = self._text.place(position)
        self._host.warn(f"{self._path}({line}) {self._text.line(line).strip()}")


def _found(host: Host, path: str) -> str:
    """The local path of a script, named as here or as in Windows; nothing where there is none."""
    here = os.path.join(host.places.local(host.places.current), path)
    if os.path.isfile(here):
        return os.path.abspath(here)
    try:
        local = host.places.local(path)
    except VBScriptCOMError:
        return ""
    return local if os.path.isfile(local) else ""


def _wrong_file(windows: str, local: str, engine: str) -> str:
    """What keeps a file from being run, as the original says it; nothing when it can be."""
    extension = os.path.splitext(local)[1].lower()
    if not extension and not engine:
        return f'Input Error: There is no file extension in "{windows}".'
    if not os.path.isfile(local):
        return f'Input Error: Can not find script file "{windows}".'
    if not engine and extension not in _EXTENSIONS:
        return f'Input Error: There is no script engine for file extension "{extension}".'
    return ""
