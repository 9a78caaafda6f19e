"""What an article's fix means for one file: a rule, and a verdict on a name and a version.

Nothing here reads a file or an index, so whatever has a name and a version can be judged, our own extensions
too.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from adsiis.knowledge import cells
from adsiis.knowledge.versions import compared, version_of

if TYPE_CHECKING:
    from adsiis.knowledge.article import Article


class Verdict(StrEnum):
    """What can be said of a file, or of an article."""

    AFFECTED = "affected"
    FIXED = "fixed"
    NOT_PRESENT = "not present"
    CANNOT_TELL = "cannot tell"


class Rule(NamedTuple):
    """A fixed file: its name and version, whether later versions are fixed too, and for which platform.

    An empty platform is any.
    """

    file: str
    version: str
    or_later: bool = True
    platform: str = ""


def rules_of(article: Article) -> tuple[Rule, ...]:
    """The rules of an article: one for each line of its file tables that tells a version."""
    return tuple(
        Rule(row.name, row.version, fix.or_later, row.platform)
        for fix in article.fixes
        for row in fix.files
        if version_of(row.version) is not None
    )


class Judgement(NamedTuple):
    """A verdict and the reason for it, a sentence."""

    verdict: Verdict
    reason: str


def judged(rule: Rule, name: str, version: str | None, platform: str = "") -> Judgement:
    """What a rule says of a file.

    Args:
        rule: what the fixed file looks like.
        name: of the file, in any letter case.
        version: of the file; None or empty when it tells none.
        platform: of the file; empty when it is not known.

    Source: docs/behaviour.md, kb-9.
    """
    if name.casefold() != rule.file.casefold():
        return Judgement(Verdict.NOT_PRESENT, f"The rule is about {rule.file}, not about {name}.")
    wanted, own = cells.platform_of(rule.platform), cells.platform_of(platform)
    if wanted and own and wanted != own:
        return Judgement(
            Verdict.CANNOT_TELL, f"The fixed file is for {rule.platform}; this one is for {platform}."
        )
    return _by_version(rule, version or "")


def _by_version(rule: Rule, version: str) -> Judgement:
    needed, found = version_of(rule.version), version_of(version)
    if needed is None:
        return Judgement(Verdict.CANNOT_TELL, "The article tells no version of the fixed file.")
    if found is None:
        reason = f"'{version}' is no version." if version else "The file tells no version."
        return Judgement(Verdict.CANNOT_TELL, reason)
    order = compared(found, needed)
    if order is None:
        return Judgement(
            Verdict.CANNOT_TELL, f"{version} and {rule.version} cannot be compared: they differ by letters."
        )
    if order < 0:
        return Judgement(Verdict.AFFECTED, f"{version} is below {rule.version}.")
    if order == 0:
        return Judgement(Verdict.FIXED, f"{version} is the version of the fix.")
    if rule.or_later:
        return Judgement(Verdict.FIXED, f"{version} is later than {rule.version}.")
    return Judgement(
        Verdict.CANNOT_TELL,
        f"{version} is later than {rule.version}, and the article does not say 'or later'.",
    )
