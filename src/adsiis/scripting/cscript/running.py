"""One call of cscript: the script read, compiled and run, and the exit code.

Source: docs/behaviour.md, wsh-10 to wsh-13 and wsh-18.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from ASPPY.vb_runtime import VBScriptCOMError

from adsiis.scripting.cscript.interpreter import on_deep_stack
from adsiis.scripting.cscript.jobs import Job
from adsiis.scripting.cscript.options import BANNER, HELP, OptionError, Options, parsed
from adsiis.scripting.cscript.script import WRONG, Script, VBScript
from adsiis.scripting.cscript.source import script_text
from adsiis.scripting.host import Host
from adsiis.scripting.languages import ENGINES, JSCRIPT, WINDOWS_SCRIPT_FILE
from adsiis.scripting.shell.builtins import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

INTERRUPTED: Final = 130


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
    script = _read(host, options)
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
    script = _read(inner, options) if options.script else None
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


def _read(host: Host, options: Options) -> Script | None:
    """The script the command line names; None when it cannot run, which is told."""
    local = _found(host, options.script) or options.script
    windows = host.places.windows(local) if os.path.exists(local) else host.places.absolute(local)
    wrong = _wrong_file(windows, local, options.engine)
    if wrong:
        host.warn(wrong)
        return None
    with open(local, "rb") as file:
        text = script_text(file.read())
    extension = os.path.splitext(local)[1].lower()
    if not options.engine and extension == WINDOWS_SCRIPT_FILE:
        return Job.of_file(host, options, windows, text)
    if (options.engine or ENGINES[extension]) == JSCRIPT:
        return Job.of_text(host, options, windows, text)
    return VBScript.read(host, options, windows, text)


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
    if not engine and extension != WINDOWS_SCRIPT_FILE and extension not in ENGINES:
        return f'Input Error: There is no script engine for file extension "{extension}".'
    return ""
