"""What a script declares: its functions, wherever in blocks they stand, and its variables.

Source: docs/behaviour.md, jscript-1 and wsf-4.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from adsiis.scripting.jscript import tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from adsiis.scripting.jscript.tree import Statement


def functions_of(statements: Iterable[Statement]) -> Iterator[tree.Function]:
    """The functions that are declared in a body, in blocks too, but not in other functions."""
    for statement in statements:
        match statement:
            case tree.Expression(value=tree.Function(path=path) as function) if path:
                yield function
            case tree.Block(body=inner):
                yield from functions_of(inner)
            case tree.If(yes=yes, no=no):
                yield from functions_of((yes,) if no is None else (yes, no))
            case tree.For(body=one) | tree.Each(body=one) | tree.While(body=one) | tree.Do(body=one):
                yield from functions_of((one,))
            case tree.With(body=one) | tree.Label(body=one):
                yield from functions_of((one,))
            case tree.Switch(cases=cases):
                for case in cases:
                    yield from functions_of(case.body)
            case tree.Try(body=body, handler=handler, last=last):
                yield from functions_of(part for part in (body, handler, last) if part is not None)


def declared_names(statements: Iterable[Statement]) -> Iterator[str]:
    """The variables and functions a script declares outside of its functions."""
    for function in functions_of(statements):
        if len(function.path) == 1:
            yield function.path[0]
    yield from _variables(statements)


def _variables(statements: Iterable[Statement]) -> Iterator[str]:
    for statement in statements:
        match statement:
            case tree.Var(items=items):
                yield from (name.name for name, _ in items)
            case tree.Expression(value=tree.Assign(target=tree.Name(name=name))):
                yield name
            case tree.Block(body=inner):
                yield from _variables(inner)
            case tree.If(yes=yes, no=no):
                yield from _variables((yes,) if no is None else (yes, no))
            case tree.For(start=start, body=one) | tree.Each(target=start, body=one):
                yield from _variables((start, one) if isinstance(start, tree.Var) else (one,))
            case tree.While(body=one) | tree.Do(body=one) | tree.With(body=one) | tree.Label(body=one):
                yield from _variables((one,))
            case tree.Try(body=body, handler=handler, last=last):
                yield from _variables(part for part in (body, handler, last) if part is not None)
