"""What a JScript says: the parts of a parsed script, each with where it starts.

Plain data; what a part means stands in `emitting`, which writes it for the engine, and in lint-script.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """Anything of a script.

    Attributes:
        at: where it starts.
    """

    at: int


class Node(Part):
    """Something that has a value."""

    __slots__ = ()


class Statement(Part):
    """Something that is done."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A number, a regular expression, or a word such as `this`, as it is written."""

    text: str


@dataclass(frozen=True, slots=True)
class Text(Node):
    """A text: as it is written, and what it says."""

    written: str
    value: str


@dataclass(frozen=True, slots=True)
class Name(Node):
    """An identifier."""

    name: str


@dataclass(frozen=True, slots=True)
class Array(Node):
    """`[a, b]`; None where nothing stands between commas."""

    items: tuple[Node | None, ...]


@dataclass(frozen=True, slots=True)
class Object(Node):
    """`{a: 1}`: keys as they are written, and values."""

    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Function(Node):
    """A function; `path` is `a.b` of `function a.b()`, or one name, or nothing."""

    path: tuple[str, ...]
    parameters: tuple[str, ...]
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Unary(Node):
    """`-a`, `typeof a`, `++a`."""

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Postfix(Node):
    """`a++`."""

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """`a + b`."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Assign(Node):
    """`a = b`, `a += b`; the target may be a call, as in `a(1) = b`."""

    operator: str
    target: Node
    value: Node


@dataclass(frozen=True, slots=True)
class Conditional(Node):
    """`a ? b : c`."""

    test: Node
    yes: Node
    no: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """`a(b)`."""

    callee: Node
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class New(Node):
    """`new A(b)`."""

    callee: Node
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Member(Node):
    """`a.b`; `name_at` is where `b` stands."""

    object: Node
    name: str
    name_at: int


@dataclass(frozen=True, slots=True)
class Index(Node):
    """`a[b]`."""

    object: Node
    key: Node


@dataclass(frozen=True, slots=True)
class Sequence(Node):
    """`a, b`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Paren(Node):
    """`(a)`."""

    inner: Node


@dataclass(frozen=True, slots=True)
class Empty(Statement):
    """`;`."""


@dataclass(frozen=True, slots=True)
class Expression(Statement):
    """An expression whose value nobody takes, or a function that is declared."""

    value: Node


@dataclass(frozen=True, slots=True)
class Var(Statement):
    """`var a = 1, b`."""

    items: tuple[tuple[Name, Node | None], ...]


@dataclass(frozen=True, slots=True)
class Block(Statement):
    """`{ ... }`."""

    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class If(Statement):
    """`if (a) b else c`."""

    test: Node
    yes: Statement
    no: Statement | None


@dataclass(frozen=True, slots=True)
class For(Statement):
    """`for (a; b; c) d`."""

    start: Var | Node | None
    test: Node | None
    step: Node | None
    body: Statement


@dataclass(frozen=True, slots=True)
class Each(Statement):
    """`for (a in b) c`."""

    target: Var | Node
    object: Node
    body: Statement


@dataclass(frozen=True, slots=True)
class While(Statement):
    """`while (a) b`."""

    test: Node
    body: Statement


@dataclass(frozen=True, slots=True)
class Do(Statement):
    """`do a while (b)`."""

    body: Statement
    test: Node


@dataclass(frozen=True, slots=True)
class Jump(Statement):
    """`break` and `continue`, with a label or without."""

    word: str
    label: str


@dataclass(frozen=True, slots=True)
class Return(Statement):
    """`return a`."""

    value: Node | None


@dataclass(frozen=True, slots=True)
class With(Statement):
    """`with (a) b`."""

    object: Node
    body: Statement


@dataclass(frozen=True, slots=True)
class Case(Part):
    """`case a:` or, without a test, `default:`, and what follows it."""

    test: Node | None
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Switch(Statement):
    """`switch (a) { ... }`."""

    value: Node
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Label(Statement):
    """`a: b`."""

    name: str
    body: Statement


@dataclass(frozen=True, slots=True)
class Throw(Statement):
    """`throw a`."""

    value: Node


@dataclass(frozen=True, slots=True)
class Try(Statement):
    """`try a catch (b) c finally d`."""

    body: Block
    name: str
    handler: Block | None
    last: Block | None
