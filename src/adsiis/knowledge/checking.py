"""Is what stands somewhere affected by an article? The files found, held against its file tables.

Which line of the tables a file is held against: one for its platform, and of several versions those of its
own branch, so that a file of Windows NT is not judged by the line for Windows 2000. An article is as bad as
its worst file.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from adsiis.knowledge import cells
from adsiis.knowledge.resolution import Resolution, resolution_of
from adsiis.knowledge.rules import Judgement, Rule, Verdict, judged
from adsiis.knowledge.versions import in_order, version_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from adsiis.knowledge.article import Article, FileRow
    from adsiis.knowledge.found import FoundFile

_BRANCH: Final = 3  # so many numbers of a version tell the product it belongs to
_A_DAY: Final = dt.timedelta(days=1)  # dates are local here and UTC there


class Evidence(msgspec.Struct, frozen=True, omit_defaults=True):
    """One file held against an article.

    Attributes:
        path: where it is.
        file: its name, as the article writes it.
        found: its version.
        needed: the version of the fix.
        verdict: on this file.
        reason: a sentence.
        platform: what the file is for.
        size: in bytes.
        date: where a list tells it.
    """

    path: str
    file: str
    found: str
    needed: str
    verdict: Verdict
    reason: str
    platform: str = ""
    size: int | None = None
    date: dt.date | None = None


class Finding(msgspec.Struct, frozen=True):
    """What can be said of an article.

    Attributes:
        number: of the article.
        title: of the article.
        verdict: of its worst file.
        reason: a sentence.
        evidence: the files found.
        absent: names in its tables that were not found.
        resolution: the way to the fix.
    """

    number: str
    title: str
    verdict: Verdict
    reason: str
    evidence: tuple[Evidence, ...]
    absent: tuple[str, ...]
    resolution: Resolution


class _Line(NamedTuple):
    """A line of a file table, whether later attributes will do, and what it is for.

    Attributes:
        row: the line.
        or_later: whether later attributes will do.
        platform: its own, or that of its table where tables differ by it.
        hardware: of the article, which does not exclude others.
    """

    row: FileRow
    or_later: bool
    platform: str
    hardware: tuple[str, ...]


def names_in(articles: Iterable[Article]) -> set[str]:
    """The folded names of the files that articles are about."""
    return {row.name.casefold() for article in articles for row in article.files}


def by_name(files: Iterable[FoundFile]) -> dict[str, list[FoundFile]]:
    """Files by folded name, in the order of their paths."""
    found: dict[str, list[FoundFile]] = {}
    for file in sorted(files, key=lambda one: one.path):
        found.setdefault(file.name.casefold(), []).append(file)
    return found


def check(article: Article, files: Mapping[str, Sequence[FoundFile]]) -> Finding:
    """What files say about an article.

    Args:
        article: the article.
        files: what was found, by folded name.

    Source: docs/behaviour.md, kb-12.
    """
    lines: dict[str, list[_Line]] = {}
    differ = len({fix.hardware for fix in article.fixes}) > 1
    for fix in article.fixes:
        only = fix.hardware[0] if differ and len(fix.hardware) == 1 else ""
        for row in fix.files:
            line = _Line(row, fix.or_later, row.platform or only, fix.hardware)
            lines.setdefault(row.name.casefold(), []).append(line)
    evidence = tuple(_evidence(lines[name], file) for name in lines for file in files.get(name, ()))
    absent = tuple(lines[name][0].row.name for name in lines if not files.get(name))
    verdict, reason = _overall(evidence, absent)
    return Finding(article.number, article.title, verdict, reason, evidence, absent, resolution_of(article))


def _overall(evidence: tuple[Evidence, ...], absent: tuple[str, ...]) -> Judgement:
    if not evidence and not absent:
        return Judgement(Verdict.CANNOT_TELL, "The article lists no files.")
    if not evidence:
        return Judgement(Verdict.NOT_PRESENT, f"None of its files is there: {', '.join(absent)}.")
    for verdict in (Verdict.AFFECTED, Verdict.CANNOT_TELL, Verdict.FIXED):
        of_it = [one for one in evidence if one.verdict == verdict]
        if of_it:
            more = f" ({len(of_it)} files)" if len(of_it) > 1 else ""
            return Judgement(verdict, f"{of_it[0].file}: {of_it[0].reason}{more}")
    raise AssertionError  # evidence has one of these verdicts


def _evidence(lines: list[_Line], file: FoundFile) -> Evidence:
    line, judgement = _judged(lines, file)
    return Evidence(
        path=file.path,
        file=line.row.name,
        found=file.version,
        needed=line.row.version,
        verdict=judgement.verdict,
        reason=judgement.reason + _of_other_hardware(line, file.platform),
        platform=file.platform,
        size=file.size,
        date=file.date,
    )


def _of_other_hardware(line: _Line, platform: str) -> str:
    """What to know of a file that is for something else than the article: its version counts nevertheless."""
    named = {cells.platform_of(name) for name in line.hardware}
    if line.platform or not platform or "" in named or not named or platform in named:
        return ""
    return f" The article is about {', '.join(line.hardware)}; this file is for {platform}."


def _judged(lines: list[_Line], file: FoundFile) -> tuple[_Line, Judgement]:
    """The line a file is held against, and what it says."""
    fitting = _of_platform(lines, file.platform)
    versioned = [line for line in fitting if version_of(line.row.version)]
    if not versioned or not version_of(file.version):
        return _by_looks(versioned or fitting, file)
    branch = sorted(_of_branch(versioned, file.version), key=lambda line: in_order(line.row.version))
    lowest, highest = (_by_rule(line, file) for line in (branch[0], branch[-1]))
    if lowest.verdict == highest.verdict or len(branch) == 1:
        return (branch[0], lowest) if lowest.verdict == Verdict.AFFECTED else (branch[-1], highest)
    if Verdict.AFFECTED in {lowest.verdict, highest.verdict}:
        between = f"{branch[0].row.version} and {branch[-1].row.version}"
        reason = f"{file.version} is between {between}, both of which are versions of the fix."
        return branch[-1], Judgement(Verdict.CANNOT_TELL, reason)
    return branch[-1], highest


def _by_rule(line: _Line, file: FoundFile) -> Judgement:
    rule = Rule(line.row.name, line.row.version, line.or_later, line.platform)
    return judged(rule, file.name, file.version, file.platform)


def _of_platform(lines: list[_Line], platform: str) -> list[_Line]:
    """Those for a platform; else those for none in particular; else all, which then cannot tell."""
    own = cells.platform_of(platform)
    if not own:
        return lines
    for wanted in (own, ""):
        fitting = [line for line in lines if cells.platform_of(line.platform) == wanted]
        if fitting:
            return fitting
    return lines


def _of_branch(lines: list[_Line], version: str) -> list[_Line]:
    """Those whose versions have most of their first numbers in common with a file's."""
    shared = [_in_common(line.row.version, version) for line in lines]
    return [line for line, count in zip(lines, shared, strict=True) if count == max(shared)]


def _in_common(one: str, other: str) -> int:
    left, right = version_of(one), version_of(other)
    assert left is not None and right is not None  # noqa: S101, PT018 - only versions come here
    count = 0
    for mine, theirs in zip(left.numbers[:_BRANCH], right.numbers[:_BRANCH], strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _by_looks(lines: list[_Line], file: FoundFile) -> tuple[_Line, Judgement]:
    """What date and size say where a version is missing."""
    for line in lines:
        judgement = _dated(line, file)
        if judgement is not None:
            return line, judgement
    line = lines[0]
    if file.problem:
        return line, Judgement(Verdict.CANNOT_TELL, file.problem)
    return line, _by_rule(line, file)


def _dated(line: _Line, file: FoundFile) -> Judgement | None:
    """A verdict by date and size; None where they do not decide."""
    row = line.row
    if file.date is None or row.date is None:
        return None
    apart = file.date - row.date
    if abs(apart) <= _A_DAY:
        if file.size is not None and file.size == row.size:
            return Judgement(Verdict.FIXED, "Date and size are those of the fix; no version is told.")
        return None
    if apart < dt.timedelta():
        return Judgement(
            Verdict.AFFECTED, f"It is of {file.date}, before the fix of {row.date}; no version is told."
        )
    if line.or_later:
        return Judgement(
            Verdict.FIXED, f"It is of {file.date}, later than the fix of {row.date}; no version is told."
        )
    return None
