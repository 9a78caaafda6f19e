"""Scripts in JScript, and jobs of a .wsf: texts in one language or two that share their global names.

Each language has an engine of its own for the whole job. Before a text runs, the names the other language
has by then are made known to it; a name is read and set where it lives.
Source: docs/behaviour.md, wsf-3 and wsf-4.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, Final

from ASPPY.ast_nodes import Assign, ConstStmt, DimDecl, Ident, SetAssign
from ASPPY.vm.interpreter import _ByRef
from ASPPY.vm.values import VBEmpty

from adsiis.scripting.com import named_error, text
from adsiis.scripting.constants import constants_of
from adsiis.scripting.cscript.failures import Text, compilation_line, runtime_line
from adsiis.scripting.cscript.script import WRONG, Script
from adsiis.scripting.cscript.source import script_text
from adsiis.scripting.jscript import tree
from adsiis.scripting.jscript.bridge import ScriptError
from adsiis.scripting.jscript.declared import declared_names
from adsiis.scripting.jscript.engine import Engine, MissingEngineError
from adsiis.scripting.jscript.units import Unit, Units
from adsiis.scripting.jscript.wording import COMPILATION_SOURCE, RUNTIME, RUNTIME_SOURCE, CompilationError
from adsiis.scripting.languages import JSCRIPT, VBSCRIPT
from adsiis.scripting.wsf import Block, JobText, WsfError, jobs_of
from adsiis.scripting.wsf_usage import usage
from adsiis.vbs.engine import Parser, Program
from adsiis.vbs.engine.wording import COMPILATION_ERRORS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from adsiis.scripting.cscript.options import Options
    from adsiis.scripting.host import Host

_HOST_NAMES: Final = ("WScript", "WSH", "Session")


class Job(Script):
    """Texts that run one after the other and share their names.

    Args:
        host: its host.
        options: those of the command line.
        path: the path of the file as scripts see it.
        source: the text of the file.
        jobs: what is in it.
    """

    def __init__(self, host: Host, options: Options, path: str, source: str, jobs: list[JobText]) -> None:
        super().__init__(host, options, path)
        self._jobs = jobs
        self._files = _Files(path, Text(source))
        self._units = Units(traced=options.trace)
        self._engine: Engine | None = None
        self._shared: set[str] = set()
        self._asked: set[str] = set()

    @classmethod
    def of_text(cls, host: Host, options: Options, path: str, source: str) -> Job:
        """A file that is one JScript."""
        return cls(host, options, path, source, [JobText("", [Block(JSCRIPT, "", source, 0)])])

    @classmethod
    def of_file(cls, host: Host, options: Options, path: str, source: str) -> Job | None:
        """The jobs of a .wsf that the command line asks for; None when there are none, which is told."""
        try:
            jobs = jobs_of(source)
        except WsfError as wrong:
            line, column = Text(source).place(wrong.at)
            host.warn(f"{path}({line}, {column}) Windows Script Host: {wrong}")
            return None
        wanted = [job for name in options.jobs for job in jobs if job.id.lower() == name.lower()]
        if len(wanted) < len(options.jobs):
            known = {job.id.lower() for job in jobs}
            missing = next(name for name in options.jobs if name.lower() not in known)
            host.warn(f'Input Error: Unable to find job "{missing}".')
            return None
        chosen = wanted or jobs[:1]
        said = usage(path.rpartition("\\")[2], chosen[0].runtime)
        if said and "/?" in options.arguments:
            host.say(said)
            return cls(host, options, path, source, [])
        return cls(host, options, path, source, chosen)

    def work(self) -> None:
        """Run the jobs, if they can be."""
        try:
            self._run_jobs()
        except (MissingEngineError, _NoFileError) as missing:
            self.tell(str(missing))
            self.code = WRONG

    def _run_jobs(self) -> None:
        """Compile every text of a job, then run them; job after job."""
        for job in self._jobs:
            compiled = self._compiled(job)
            if compiled is None:
                self.code = WRONG
                return
            self._begin(job)
            for part in compiled:
                if isinstance(part, Unit):
                    self._run_unit(part)
                else:
                    self._run_program(*part)

    def _end(self) -> None:
        """Let everything go, the engine of JScript first."""
        if self._engine is not None:
            self._engine.close()
            self._engine = None
        super()._end()

    def line_of(self, found: Exception) -> str:
        """The line for an error that nothing caught."""
        if not isinstance(found, ScriptError):
            path, file, begin = self._files.at(getattr(found, "vbs_pos", None))
            if getattr(found, "vbs_pos", None) is not None:
                found.vbs_pos -= begin  # type: ignore[attr-defined] # asppy's own
            return runtime_line(path, file, found)
        place = self._units.place(found.line, found.stack)
        where = f"{self._path}(1, 1)" if place is None else f"{place.path}({place.line}, {place.column})"
        source = RUNTIME_SOURCE if found.source is None else found.source or "(null)"
        said = found.description
        if not said:
            plain = found.number in {0, 5022}
            said = RUNTIME[5022] if plain else f"0x{found.number & 0xFFFF_FFFF:08X}"
            source = source if plain else "(null)"
        return f"{where} {source}: {said}"

    def shown(self, position: int | None) -> tuple[str, int, str]:
        """The file, the line's number and the line at a position of VBScript."""
        path, file, begin = self._files.at(position)
        line, _ = file.place((position or 0) - begin)
        return path, line, file.line(line)

    def _compiled(self, job: JobText) -> list[Unit | tuple[Program, set[str]]] | None:
        """The texts of a job; None when one does not compile, which is told."""
        found: list[Unit | tuple[Program, set[str]]] = []
        for block in job.blocks:
            path, file, code, begin = self._read(block)
            try:
                if block.language == JSCRIPT:
                    found.append(self._units.add(path, file, code))
                else:
                    program = Program(Parser(" " * begin + code).parse_program())
                    found.append((program, set(_names_of(program))))
            except CompilationError as wrong:
                line, column = file.place(wrong.at)
                self.tell(f"{path}({line}, {column}) {COMPILATION_SOURCE}: {wrong}")
                return None
            except (*COMPILATION_ERRORS, RecursionError) as wrong:
                place: Any = wrong
                place.vbs_pos = max(0, (getattr(wrong, "vbs_pos", None) or begin) - begin)
                self.tell(compilation_line(path, file, wrong))
                return None
        return found

    def _read(self, block: Block) -> tuple[str, Text, str, int]:
        """The path, file, code and first position of a text: of the file itself, or of another."""
        if not block.source:
            path, file, begin = self._files.at(0)
            return path, file, block.code, begin
        places = self._host.places
        folder = self._path.rpartition("\\")[0]
        named = block.source.removeprefix("file:///").replace("/", "\\")
        path = named if named[1:2] == ":" or named.startswith("\\\\") else f"{folder}\\{named}"
        try:
            with open(places.local(path), "rb") as opened:
                code = script_text(opened.read())
        except OSError:
            raise _NoFileError(f'Input Error: Can not find script file "{places.absolute(path)}".') from None
        file = Text(code)
        return path, file, code, self._files.add(path, file)

    def _begin(self, job: JobText) -> None:
        """Give both languages what the host and the job have."""
        given: dict[str, Any] = {}
        for progid in job.references:
            given |= constants_of(progid)
        for name, progid in job.objects:
            made = self.creator.made(progid)
            if made is None:
                raise named_error(429, progid)
            given[name] = made
        names = self.names(self.wscript(usage(self._path.rpartition("\\")[2], job.runtime)))
        given["getResource"] = _Resources(job.resources)
        self.interpreter.give({**names, **{name.upper(): value for name, value in given.items()}})
        if any(block.language == JSCRIPT for block in job.blocks):
            if self._engine is None:
                creating = self.creator.create_object, self.creator.get_object
                self._engine = Engine(self.interpreter, self._units, creating, self._traced_line)
            hosts = {name: names[name.upper()] for name in _HOST_NAMES if name.upper() in names}
            self._engine.give({**hosts, **given})

    def _run_unit(self, unit: Unit) -> None:
        """Run a JScript, with what VBScript has by then."""
        if self._engine is None:
            return
        if any(block.language == VBSCRIPT for job in self._jobs for block in job.blocks):
            self._asked |= set(_identifiers(unit.statements))
        self._share_with_jscript()
        interpreter = self.interpreter
        for name in declared_names(unit.statements):
            up = name.upper()
            if up not in interpreter.env and up not in interpreter._procs:  # noqa: SLF001 - asppy's own
                interpreter.env[up] = _place_in(self._engine, name)
        self._engine.run(unit)

    def _run_program(self, program: Program, names: set[str]) -> None:
        """Run a VBScript; those of its names that JScript has already live there."""
        known = self.interpreter.env
        self._shared |= {name for name in names if not isinstance(known.get(name), _ByRef)}
        self._share_with_jscript()
        self.interpreter.run(program)

    def _share_with_jscript(self) -> None:
        if self._engine is None:
            return
        for name in [name for name in self._asked if name.upper() in self._shared]:
            self._asked.discard(name)
            if not self._engine.has(name):
                self._engine.share(name)

    def _traced_line(self, line: int) -> None:
        place = self._units.place(line)
        if place is not None:
            self._host.warn(f"{place.path}({place.line}) {place.text.strip()}")


class _NoFileError(Exception):
    """A text of a job that is not there."""


class _Files:
    """The files of a job, one behind the other: a position tells the file and the place in it."""

    def __init__(self, path: str, text: Text) -> None:
        self._files = [(0, path, text)]
        self._end = len(text.text) + 1

    def add(self, path: str, text: Text) -> int:
        """Take in a file; where its positions begin."""
        begin = self._end
        self._files.append((begin, path, text))
        self._end += len(text.text) + 1
        return begin

    def at(self, position: int | None) -> tuple[str, Text, int]:
        """The file a position is in, and where that begins."""
        begin, path, text = next(each for each in reversed(self._files) if each[0] <= (position or 0))
        return path, text, begin


class _Resources:
    """The function getResource."""

    def __init__(self, texts: dict[str, str]) -> None:
        self._texts = {name.lower(): said for name, said in texts.items()}

    def __call__(self, name: Any = VBEmpty) -> str:
        """The text of a name. Raises error 5."""
        found = self._texts.get(text(name).lower())
        if found is None:
            raise named_error(5)
        return found


def _place_in(engine: Engine, name: str) -> Any:
    """A name of JScript as a variable of VBScript."""
    return _ByRef(lambda: engine.value(name), lambda value: engine.set_value(name, value))


def _names_of(program: Program) -> Iterator[str]:
    """The global names of a VBScript, in upper case."""
    yield from program.procedures
    for declared in program.declared:
        yield str(declared.name if isinstance(declared, DimDecl) else declared).upper()
    for statement in program.statements:
        if isinstance(statement, Assign | SetAssign) and isinstance(statement.target, Ident):
            yield statement.target.name
        elif isinstance(statement, ConstStmt):
            yield from (str(name).upper() for name, _ in statement.items)


def _identifiers(part: Any) -> Iterator[str]:
    """Every name in a part of a JScript."""
    if isinstance(part, tree.Name):
        yield part.name
    elif isinstance(part, tuple):
        for each in part:
            yield from _identifiers(each)
    elif is_dataclass(part):
        for each in fields(part):
            yield from _identifiers(getattr(part, each.name))
