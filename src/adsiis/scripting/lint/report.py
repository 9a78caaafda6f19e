"""Files looked through together, and what came of it: in words, or as JSON.

Source: docs/behaviour.md, lint-5 and lint-6.
"""

from __future__ import annotations

import os
from collections import defaultdict
from typing import TYPE_CHECKING, Final

import msgspec

from adsiis.scripting.lint.findings import ERROR, KINDS, Finding, Use
from adsiis.scripting.lint.reading import files_of, is_include, read
from adsiis.scripting.lint.scanning import Scan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

FINE: Final = 0
WRONG: Final = 1


class Report(msgspec.Struct):
    """What came of looking through files.

    Attributes:
        files: those looked through, each with whether it will run.
        findings: in order of place.
        uses: in order of kind and name.
    """

    files: dict[str, bool]
    findings: list[Finding]
    uses: list[Use]


def report(paths: Iterable[str]) -> Report:
    """Look through files and folders. Raises OSError for what cannot be read."""
    listed = list(paths)
    findings: set[Finding] = set()
    uses: set[Use] = set()
    files: dict[str, bool] = {}
    parts: dict[str, tuple[str, ...]] = {}
    root = os.path.abspath(next((path for path in listed if os.path.isdir(path)), ""))
    found = files_of(listed)
    for path in [
        *(each for each in found if not is_include(each)),
        *(each for each in found if is_include(each)),
    ]:
        if any(os.path.abspath(path) in of and of[0] != os.path.abspath(path) for of in parts.values()):
            parts[path] = (os.path.abspath(path),)
            continue
        looked = read(path, root if _inside(path, root) else os.path.dirname(os.path.abspath(path)))
        if isinstance(looked, Finding):
            findings.add(msgspec.structs.replace(looked, file=_shown(looked.file, path)))
            parts[path] = (looked.file,)
            continue
        scan = Scan(looked)
        parts[path] = looked.files
        findings |= {msgspec.structs.replace(each, file=_shown(each.file, path)) for each in scan.findings}
        uses |= {msgspec.structs.replace(each, file=_shown(each.file, path)) for each in scan.uses}
    wrong = {each.file for each in findings if each.severity == ERROR}
    for path, of in parts.items():
        files[path] = not wrong & {path, *(_shown(each, path) for each in of)}
    return Report(files, sorted(findings), sorted(uses))


def check(paths: Iterable[str], out: TextIO, *, as_json: bool = False) -> int:
    """Look through files and folders and tell what was found; 1 when something will not work."""
    found = report(paths)
    if as_json:
        out.write(msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n")
    else:
        out.writelines(line + "\n" for line in _lines(found))
    return FINE if all(found.files.values()) else WRONG


def _lines(found: Report) -> Iterable[str]:
    for each in found.findings:
        yield f"{each.file}:{each.line}:{each.column}: {each.severity}: {each.text}"
    if found.findings:
        yield ""
    yield from _table(found.uses)
    running = sum(found.files.values())
    if len(found.files) == 1:
        yield f"1 file: it will {'run' if running else 'not run'} as it is."
    else:
        failing = len(found.files) - running
        yield f"{len(found.files)} files: {running} will run as they are, {failing} will not."


def _table(uses: list[Use]) -> Iterable[str]:
    grouped: dict[tuple[str, str], list[Use]] = defaultdict(list)
    for use in uses:
        grouped[use.kind, use.name.lower()].append(use)
    if not grouped:
        return
    yield f"{'used':<14}{'name':<34}{'files':>6}{'lines':>7}  here"
    for kind in KINDS:
        for (of, _), listed in grouped.items():
            if of == kind:
                files = len({use.file for use in listed})
                here = "yes" if all(use.supported for use in listed) else "no"
                yield f"{kind:<14}{listed[0].name:<34}{files:>6}{len(listed):>7}  {here}"
    yield ""


def _inside(path: str, root: str) -> bool:
    return os.path.abspath(path).startswith(root.rstrip("/") + "/")


def _shown(file: str, path: str) -> str:
    """A file as its path was given, where that says where it is."""
    if os.path.isabs(path) or not os.path.isabs(file):
        return file
    return os.path.relpath(file)
