"""A command as it was read: what a line of a batch file is after its percent signs and its syntax."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Redirection:
    """`2>>file`: a handle, the operator (`<`, `>`, `>>`), and a file or another handle as `&1`."""

    handle: int
    operator: str
    target: str


@dataclass(frozen=True, slots=True)
class Simple:
    """A command and its words, as one text without escapes."""

    text: str
    line: int
    redirections: tuple[Redirection, ...] = ()


@dataclass(frozen=True, slots=True)
class Nothing:
    """A label, a remark, an empty line."""


@dataclass(frozen=True, slots=True)
class Block:
    """Commands in brackets."""

    commands: tuple[Node, ...]
    line: int
    redirections: tuple[Redirection, ...] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """Two commands with `&`, `&&`, `||` or `|` between them."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class If:
    """`if`: the test is errorlevel, exist, defined, cmdextversion, `==`, EQU, NEQ, LSS, LEQ, GTR or GEQ."""

    test: str
    left: str
    right: str
    negated: bool
    ignore_case: bool
    then: Node
    otherwise: Node | None
    line: int


@dataclass(frozen=True, slots=True)
class For:
    """`for`: the kind is empty, `d`, `r`, `l` or `f`; options are those of `/f` or the folder of `/r`."""

    kind: str
    options: str
    variable: str
    items: str
    body: Node
    line: int


Node = Simple | Nothing | Block | Joined | If | For
