"""ENUM and ENUM_ALL: what is set at a key, then the keys below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from adsiis.admin.adsutil.failing import FAILURE, QuitError, RuntimeFault, Trying, report, wrong_number
from adsiis.admin.adsutil.job import clean
from adsiis.admin.adsutil.properties import described, is_set_here, schema_path
from adsiis.admin.adsutil.reading import mime_map_at
from adsiis.admin.adsutil.values import MASK, WIDTH, quoted, text_of
from adsiis.adsi.errors import ADSIError
from adsiis.schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from adsiis.admin.adsutil.job import Job
    from adsiis.admin.adsutil.properties import Described

_PATHS, _ALL = "/P", "/A"
_SKIPPED: Final = range(0x80005000, 0x80006000)


class _Options(NamedTuple):
    """What to list, from where."""

    path: str
    switch: str
    deep: bool


def enum(job: Job) -> int:
    """List a key. Source: docs/behaviour.md, adsutil-6."""
    return _enumerate(job, _options(job, deep=False))


def enum_all(job: Job) -> int:
    """List a key and all keys below it."""
    return _enumerate(job, _options(job, deep=True))


def _options(job: Job, *, deep: bool) -> _Options:
    """The switch stands before or after the path; the first of them that is one counts."""
    words = job.words[1:]
    if len(words) > 2:
        raise wrong_number("ENUM")
    switch = next((s for s in (_PATHS, _ALL) for word in words if word.upper() == s), "")
    rest = list(words)
    if switch:
        rest.remove(next(word for word in words if word.upper() == switch))
    if len(rest) > 1:
        raise QuitError(FAILURE, "Error: Invalid arguments for the ENUM command")
    return _Options(clean(rest[0]) if rest else "", switch, deep)


def _enumerate(job: Job, options: _Options) -> int:
    with Trying(f"Error Trying To ENUM the Object (GetObject Failed): {options.path}", apart=True):
        found = job.bind(options.path)
    names = list(_names(found))
    if not names:
        job.say("", "Warning: The OptionalProperties list for this node is empty.", "")
    if options.switch != _PATHS:
        for name in names:
            _print_property(job, found, name, everything=options.switch == _ALL)
    code = 0
    for child in _children(found):
        path = child.partition("://")[2].partition("/")[2]
        job.say(f"[/{path}]")
        if options.deep:
            code = _enumerate(job, options._replace(path=path))
    job.say("")
    return code


def _names(found: Any) -> Iterator[str]:
    """The properties of an object's class in its order, each number followed by its flags."""
    for name in found.iis_class.properties:
        yield name
        yield from (flag.name for flag in schema().flags_of(name))


def _children(found: Any) -> Iterable[str]:
    """The ADsPaths of the keys below; a class that has none cannot be iterated."""
    return [child.ADsPath for child in found] if hasattr(type(found), "__iter__") else ()


def _print_property(job: Job, found: Any, name: str, *, everything: bool) -> None:
    try:
        if everything or is_set_here(found, name):
            job.say(*_lines(job, found, name))
    except (ADSIError, RuntimeFault) as error:
        _go_on(job, name, error)


def _go_on(job: Job, name: str, error: ADSIError | RuntimeFault) -> None:
    """Tell of a property that cannot be read; an error of ADSI does not end the listing, others do."""
    path = schema_path(job, name)
    lines = (
        "",
        *report(error),
        f"Error trying to enumerate the Optional properties (Error trying to get property value): {path}",
        f"Last Property Name: {name}",
        f"PropertyObjPath: {path}",
    )
    if error.hresult & 0xFFFFFFFF not in _SKIPPED:
        raise QuitError(error.hresult, *lines)
    job.say(*lines, "Continuing...", "")


def _lines(job: Job, found: Any, name: str) -> Iterable[str]:
    prop = described(job, name)
    if prop.upper == "STRING" and prop.secure:
        return [f"{name:<{WIDTH}} : ({prop.upper}){MASK}"]
    if prop.upper in {"STRING", "EXPANDSZ", "INTEGER", "BOOLEAN"}:
        value = found.Get(name)
        return [
            _head(name, prop) + (text_of(value) if prop.upper in {"INTEGER", "BOOLEAN"} else quoted(value))
        ]
    if prop.upper == "LIST":
        items = found.Get(name)
        return [f"{_head(name, prop)}({len(items)} Items)", *(f"  {quoted(item)}" for item in items), ""]
    if name.upper() == "MIMEMAP":
        line = mime_map_at(found)
        return [] if line is None else [line]
    return [
        "",
        f'DataType: "{prop.syntax}" Not Yet Supported on property: {name}',
        "",
        "ErrNumber: 0 (0x0)",
        "",
    ]


def _head(name: str, prop: Described) -> str:
    """What stands before a value; a long name has no column."""
    if len(name) < WIDTH:
        return f"{name:<{WIDTH}}: ({prop.upper}) "
    return f"{name} : ({prop.upper})" + ("" if prop.upper == "STRING" else " ")
