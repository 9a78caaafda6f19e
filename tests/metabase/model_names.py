"""Paths as the model understands them: written anew from the rules of behaviour, sharing nothing with the product."""

from __future__ import annotations

from functools import cache


@cache
def folded(path):
    """The path in one letter case, character for character (path-3)."""
    return "".join(up if len(up := one.upper()) == 1 else one for one in path)


def names_in(path):
    """The names in a path from the top; none in that of the root."""
    return [name for name in path.split("/") if name]


def path_of(names):
    return "/" + "/".join(names)


def last_name(path):
    return path.split("/")[-1]


@cache
def above(path):
    """The paths above one, nearest first; the root has none above it (inheritance-1)."""
    names = names_in(path)
    return tuple(path_of(names[:count]) for count in reversed(range(len(names))))


def parent(path):
    return above(path)[0]


def is_at_or_below(path, top):
    return folded(top) == "/" or (folded(path) + "/").startswith(folded(top) + "/")


def elsewhere(path, top, target):
    """Where a path at or below `top` stands when `top` stands at `target`."""
    return path_of(names_in(target) + names_in(path)[len(names_in(top)) :])


@cache
def walk_order(path):
    """A key before all that stands below it."""
    return names_in(folded(path))


def child_order(name):
    """Numbers first, by value; then the other names without regard to case (container-5)."""
    is_number = name.isascii() and name.isdigit()
    return (0, int(name), name) if is_number else (1, 0, folded(name))
