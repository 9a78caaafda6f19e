"""The interpreter: the state of a run, and how each kind of command is carried out.

A command gives a number: 0 went well, anything else did not; `&&` and `||` go by it. The error level is
another thing: programs always set it, and of the built-in commands each says whether it does.
"""

from __future__ import annotations

import copy
import io
import re
import weakref
from typing import TYPE_CHECKING, Any, Final

from adsiis.admin.batch import conditions, expansion, loops
from adsiis.admin.batch.errors import (
    NO_LABEL,
    BatchError,
    CommandError,
    ExitFrame,
    Goto,
    Jump,
    SyntaxProblemError,
)
from adsiis.admin.batch.lexer import DELIMITERS
from adsiis.admin.batch.nodes import Block, For, If, Joined, Node, Nothing, Simple
from adsiis.admin.batch.parser import Parser
from adsiis.admin.batch.streams import Streams, redirected
from adsiis.admin.batch.variables import Variables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from adsiis.admin.batch.places import Places
    from adsiis.admin.batch.script import Frame

    Command = Callable[["Shell", str], int | None]

END_OF_FILE: Final = ":eof"
DEEPEST: Final = 200
_BUILT_IN: Final = re.compile(r"([A-Za-z]+)(?=$|[\s,;=/.:\\(\[+\"&|<>])")
_VARIABLE: Final = re.compile(r"%([^%:\s]+)%")


class Shell:
    """A run of a batch file, with everything it may change.

    Args:
        places: where it stands.
        environment: its variables at the beginning.
        streams: where it reads and writes.
        commands: the built-in commands by name.
        program: runs any other command.
        home: the data folder.
    """

    def __init__(
        self,
        places: Places,
        environment: Mapping[str, str],
        streams: Streams,
        commands: Mapping[str, Command],
        program: Callable[[Shell, str], int],
        home: str,
    ) -> None:
        self.places = places
        self.streams = streams
        self.home = home
        self.errorlevel = 0
        self.echo = True
        self.delayed = False
        self.frames: list[Frame] = []
        self.folders: list[str] = []
        self.line = 0
        self._commands = commands
        self._program = program
        self._loops: dict[str, str] = {}
        self.variables = self._variables(environment)

    def _variables(self, given: Mapping[str, str]) -> Variables:
        shell = weakref.proxy(self)  # a shell that held itself would wait for the garbage collector
        dynamic = {"ERRORLEVEL": lambda: str(shell.errorlevel), "CD": lambda: shell.places.current}
        return Variables(given, dynamic)

    @property
    def frame(self) -> Frame:
        """The file or subroutine that runs."""
        return self.frames[-1]

    def variable(self, name: str) -> str | None:
        """The text of a variable."""
        return self.variables.get(name)

    def argument(self, number: int) -> str:
        """An argument as it was written; empty for one that was not given."""
        return self.frame.arguments[number] if number < len(self.frame.arguments) else ""

    def all_arguments(self) -> str:
        """All arguments but number 0 as they were written."""
        return self.frame.tail

    def file(self) -> str:
        """The whole Windows path of the batch file."""
        return self.frame.script.path

    def expanded(self, text: str) -> str:
        """A text of a command just before it runs: FOR variables, then exclamation marks."""
        text = expansion.loop_expanded(text, self._loops, self)
        return expansion.delayed_expanded(text, self) if self.delayed else text

    def say(self, text: str = "") -> None:
        """Print a line."""
        self.streams.output.write(text + "\n")

    def complain(self, text: str) -> None:
        """Print a line on standard error, after all that was printed before."""
        self.streams.output.flush()
        self.streams.error.write(text + "\n")

    def where(self) -> tuple[str, int]:
        """The file and the line that runs."""
        return self.frame.script.name, self.line

    def run_frame(self, frame: Frame) -> None:
        """Run through a file, or a subroutine of it, to its end. Raises BatchError, ExitAll."""
        if len(self.frames) >= DEEPEST:
            raise BatchError(*self.where(), f"more than {DEEPEST} calls stand in one another.")
        loops_outside, self._loops = self._loops, {}
        self.frames.append(frame)
        try:
            while (node := self._next_command()) is not None:
                try:
                    self.run(node)
                except Goto as jump:
                    self._go(frame, jump.label)
        except ExitFrame:
            pass
        finally:
            while frame.local:
                self.end_local()
            self.frames.pop()
            self._loops = loops_outside

    def begin_local(self) -> None:
        """`setlocal`: keep variables, folders and switches."""
        state = self.variables.as_they_are(), self.places.as_they_are(), self.delayed
        self.frame.local.append(state)

    def end_local(self) -> None:
        """`endlocal`: bring back what the last `setlocal` of this file or subroutine kept."""
        if self.frame.local:
            state: Any = self.frame.local.pop()
            variables, places, self.delayed = state
            self.variables.put_back(variables)
            self.places.put_back(places)

    def captured(self, text: str) -> str:
        """What a command prints, run in a shell of its own."""
        output = io.StringIO()
        child = self.child(self.streams.with_output(output))
        child.run_text(_VARIABLE.sub(lambda one: self.variable(one[1]) or one[0], text))
        self.errorlevel = child.errorlevel
        return output.getvalue().replace("\r", "")

    def child(self, streams: Streams) -> Shell:
        """A shell that begins as this one is, and whose changes stay its own."""
        made = copy.copy(self)
        made.places = copy.deepcopy(self.places)
        made.variables = made._variables({})  # noqa: SLF001 - one of our own
        made.variables.put_back(self.variables.as_they_are())
        made.frames, made.folders = [copy.copy(frame) for frame in self.frames], list(self.folders)
        for frame in made.frames:
            frame.local = []
        made._loops = dict(self._loops)  # noqa: SLF001
        made.streams = streams
        return made

    def run_text(self, text: str) -> int:
        """Run a command that stands in a text of its own."""
        return self.run_alone(self._parsed(text, _no_more))

    def run_alone(self, node: Node) -> int:
        """Run a command; a jump in it ends it and goes no further."""
        try:
            return self.run(node)
        except Jump:
            return self.errorlevel

    def run(self, node: Node) -> int:
        """Carry out a command. Raises BatchError, and Jump for what comes next instead."""
        match node:
            case Simple():
                return self._run_simple(node)
            case Nothing():
                return 0
            case Block():
                return self._run_block(node)
            case Joined():
                return self._run_joined(node)
            case If():
                self.line = node.line
                branch = node.then if conditions.holds(node, self) else node.otherwise
                return self.run(branch) if branch is not None else 0
            case For():
                return self._run_for(node)

    def execute(self, text: str) -> int:
        """Run one command from its text, built in or a program."""
        text = text.lstrip(DELIMITERS)
        if not text:
            return 0
        match = _BUILT_IN.match(text)
        command = self._commands.get(match[1].lower()) if match else None
        try:
            if match is None or command is None:
                code: int | None = self._program(self, text)
            else:
                code = command(self, text[match.end() :])
        except CommandError as error:
            self.complain(str(error))
            code = error.code
        if code is not None:
            self.errorlevel = code
        return code or 0

    def _run_simple(self, node: Simple) -> int:
        self.line = node.line
        try:
            with redirected(self.streams, node.redirections, self.places, self.expanded) as streams:
                before, self.streams = self.streams, streams
                try:
                    return self.execute(self.expanded(node.text))
                finally:
                    self.streams = before
        except CommandError as error:
            return self._failed(error)

    def _run_block(self, node: Block) -> int:
        code = 0
        try:
            with redirected(self.streams, node.redirections, self.places, self.expanded) as streams:
                before, self.streams = self.streams, streams
                try:
                    for one in node.commands:
                        code = self.run(one)
                finally:
                    self.streams = before
        except CommandError as error:
            return self._failed(error)
        return code

    def _run_joined(self, node: Joined) -> int:
        if node.operator == "|":
            return self._piped(node)
        code = self.run(node.left)
        if (node.operator == "&&" and code) or (node.operator == "||" and not code):
            return code
        return self.run(node.right)

    def _piped(self, node: Joined) -> int:
        """Both sides run in shells of their own, the left one first."""
        output = io.StringIO()
        self.child(self.streams.with_output(output)).run_alone(node.left)
        right = self.child(self.streams.with_input(output.getvalue()))
        code = right.run_alone(node.right)
        self.errorlevel = right.errorlevel
        return code

    def _run_for(self, node: For) -> int:
        code, outside = 0, dict(self._loops)
        try:
            self.line = node.line
            for values in loops.rounds(node, self):
                self._loops = {**outside, **values}
                code = self.run(node.body)
                self._loops = dict(outside)
        except CommandError as error:
            return self._failed(error)
        except SyntaxProblemError as problem:
            raise self._problem(node.line, problem) from None
        finally:
            self._loops = outside
        return code

    def _failed(self, error: CommandError) -> int:
        self.complain(str(error))
        self.errorlevel = error.code
        return error.code

    def _next_command(self) -> Node | None:
        """The next command of the file, percent signs expanded; None at its end."""
        frame = self.frame
        if frame.at >= len(frame.script.lines):
            return None
        drawn: list[str] = []

        def more() -> str | None:
            if frame.at >= len(frame.script.lines):
                return None
            frame.at += 1
            drawn.append(expansion.percent_expanded(frame.script.lines[frame.at - 1], self))
            return drawn[-1]

        self.streams.output.flush()
        node = self._parsed(more() or "", more)
        text = "\n".join(drawn)
        if self.echo and not isinstance(node, Nothing) and not text.lstrip(DELIMITERS).startswith("@"):
            self.say(f"\n{self.places.current}>{text}")
        return node

    def _parsed(self, text: str, more: Callable[[], str | None]) -> Node:
        try:
            return Parser(text, more, self._read_line).command()
        except SyntaxProblemError as problem:
            raise self._problem(self._read_line(), problem) from None

    def _read_line(self) -> int:
        """The number of the line read last."""
        return self.frame.at

    def _problem(self, line: int, problem: SyntaxProblemError) -> BatchError:
        return BatchError(self.where()[0], line, f"The syntax of the command is incorrect: {problem}")

    def _go(self, frame: Frame, label: str) -> None:
        if label.lower() == END_OF_FILE:
            raise ExitFrame
        at = frame.script.after_label(label.removeprefix(":"), frame.at)
        if at is None:
            raise BatchError(*self.where(), NO_LABEL + label.removeprefix(":"), 1)
        frame.at = at


def _no_more() -> None:
    """A text of its own has no further lines."""
