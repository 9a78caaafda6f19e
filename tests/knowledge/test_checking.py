"""Files held against articles: every verdict, with its evidence and the way to the fix."""

from __future__ import annotations

import datetime as dt

import pytest

from adsiis.knowledge.article import Article, FileRow, Fix
from adsiis.knowledge.bundled import bundled_article
from adsiis.knowledge.checking import by_name, check, names_in
from adsiis.knowledge.found import FoundFile
from adsiis.knowledge.rules import Verdict
from adsiis.knowledge.walking import Walk
from bars import FULL
from knowledge.programs import program

Q277632 = bundled_article("Q277632")
DAY = dt.date(2000, 5, 10)


def found(version="", *, name="Iisext.dll", path=None, **more):
    return FoundFile(path or f"C:\\WINNT\\{name}", name, version, **more)


def finding(article, *files):
    return check(article, by_name(files))


def article(*rows, or_later=True):
    return Article("Q100001", "It Stops", fixes=(Fix(rows, or_later=or_later),))


@pytest.mark.parametrize(
    ("data", "verdict", "version"),
    [
        (program("5.0.2195.2412"), Verdict.AFFECTED, "5.0.2195.2412"),
        (program("5.0.2195.2413"), Verdict.FIXED, "5.0.2195.2413"),
        (program("5.0.2195.6713"), Verdict.FIXED, "5.0.2195.6713"),
        (program("5.0.2195.2412", bits=64), Verdict.AFFECTED, "5.0.2195.2412"),
        (program("5.0.2195.2413", bits=64), Verdict.FIXED, "5.0.2195.2413"),
        (program("6.0.3790.0", bits=64), Verdict.FIXED, "6.0.3790.0"),
        (program(resources=False), Verdict.CANNOT_TELL, ""),
        (program(None), Verdict.CANNOT_TELL, ""),
        (program()[:600], Verdict.CANNOT_TELL, ""),
        (b"MZ", Verdict.CANNOT_TELL, ""),
        (b"", Verdict.CANNOT_TELL, ""),
    ],
)
def test_the_verdict_on_a_program(tmp_path, data, verdict, version):
    """docs/behaviour.md, kb-10, kb-12."""
    path = tmp_path / "inetsrv" / "IISEXT.DLL"
    path.parent.mkdir()
    path.write_bytes(data)
    walk = Walk(str(tmp_path), names_in([Q277632]))
    said = check(Q277632, by_name(walk.files()))
    (evidence,) = said.evidence
    assert (said.verdict, evidence.found, evidence.needed) == (verdict, version, "5.0.2195.2413")
    assert (evidence.path, evidence.file) == (str(path), "Iisext.dll")
    assert evidence.reason.endswith(".")


def test_a_program_for_another_platform_counts_by_its_version_and_that_is_told():
    """docs/behaviour.md, kb-12."""
    (evidence,) = finding(Q277632, found("5.0.2195.1", platform="x64")).evidence
    assert evidence.verdict == Verdict.AFFECTED
    assert evidence.reason.endswith("The article is about x86; this file is for x64.")


def test_nothing_there_is_not_present():
    """docs/behaviour.md, kb-12."""
    said = finding(Q277632, found("5.0", name="Asp.dll"))
    assert (said.verdict, said.absent, said.evidence) == (Verdict.NOT_PRESENT, ("Iisext.dll",), ())
    assert said.reason == "None of its files is there: Iisext.dll."


def test_an_article_without_files_cannot_tell():
    assert finding(Article("Q100001")).verdict == Verdict.CANNOT_TELL


def test_the_way_to_the_fix_is_told():
    """docs/behaviour.md, kb-7."""
    way = finding(Q277632).resolution
    assert way.summary == "Windows 2000 Service Pack 2 or later, by Q260910; slipstream by Q249149"
    assert [(pack.product, pack.number) for pack in way.service_packs] == [("Windows 2000", "2")]
    assert [link.number for link in way.obtain] == ["Q260910"]
    assert [link.number for link in way.slipstream] == ["Q249149"]
    assert way.text == Q277632.resolution


def test_an_article_is_as_bad_as_its_worst_file():
    """docs/behaviour.md, kb-12."""
    fixed, unknown, old = (
        found("5.0.2195.2413", path="a"),
        found("?", path="b"),
        found("5.0.2195.1", path="c"),
    )
    assert finding(Q277632, fixed).verdict == Verdict.FIXED
    assert finding(Q277632, fixed, unknown).verdict == Verdict.CANNOT_TELL
    said = finding(Q277632, unknown, old, fixed)
    assert said.verdict == Verdict.AFFECTED
    assert [one.path for one in said.evidence] == ["a", "b", "c"]


def test_files_that_are_not_there_do_not_make_an_article_worse():
    said = finding(
        article(FileRow("Asp.dll", "5.0.1"), FileRow("W3svc.dll", "5.0.1")), found("5.0.2", name="asp.dll")
    )
    assert (said.verdict, said.absent) == (Verdict.FIXED, ("W3svc.dll",))


def test_a_file_is_held_against_the_line_for_its_platform():
    """docs/behaviour.md, kb-12."""
    rule = article(
        FileRow("Ndis.sys", "4.0.1381.7095", platform="x86"),
        FileRow("Ndis.sys", "4.0.1381.7000", platform="Alpha"),
    )

    def verdict(platform):
        return finding(rule, found("4.0.1381.7050", name="Ndis.sys", platform=platform)).verdict

    assert verdict("x86") == Verdict.AFFECTED
    assert verdict("alpha") == Verdict.FIXED
    assert verdict("x64") == Verdict.CANNOT_TELL
    assert verdict("") == Verdict.CANNOT_TELL


def test_tables_that_differ_by_hardware_are_for_theirs_alone():
    """docs/behaviour.md, kb-12."""
    rule = Article(
        "Q100001",
        fixes=(
            Fix((FileRow("Ndis.sys", "4.0.1381.7095"),), or_later=True, hardware=("x86",)),
            Fix((FileRow("Ndis.sys", "4.0.1381.7000"),), or_later=True, hardware=("Alpha",)),
        ),
    )
    verdicts = [
        finding(rule, found("4.0.1381.7050", name="Ndis.sys", platform=one)).verdict
        for one in ("x86", "alpha", "ppc")
    ]
    assert verdicts == [Verdict.AFFECTED, Verdict.FIXED, Verdict.CANNOT_TELL]


@pytest.mark.parametrize(
    ("version", "verdict"),
    [
        ("4.0.1381.7000", Verdict.AFFECTED),
        ("4.0.1381.7095", Verdict.FIXED),
        ("5.0.2195.2000", Verdict.AFFECTED),
        ("5.0.2195.2413", Verdict.FIXED),
        ("5.1.2600.0", Verdict.FIXED),
        ("3.51.1057.1", Verdict.AFFECTED),
    ],
)
def test_of_several_versions_those_of_the_same_branch_count(version, verdict):
    """docs/behaviour.md, kb-12."""
    rule = article(FileRow("Asp.dll", "4.0.1381.7095"), FileRow("Asp.dll", "5.0.2195.2413"))
    assert finding(rule, found(version, name="Asp.dll")).verdict == verdict


def test_between_two_fixes_of_one_branch_it_cannot_be_told():
    rule = article(FileRow("Asp.dll", "5.0.2195.2413"), FileRow("Asp.dll", "5.0.2195.3000"))
    said = finding(rule, found("5.0.2195.2500", name="Asp.dll"))
    assert said.verdict == Verdict.CANNOT_TELL
    assert "is between 5.0.2195.2413 and 5.0.2195.3000" in said.reason


@pytest.mark.parametrize(
    ("day", "size", "verdict"),
    [
        (DAY, 42768, Verdict.FIXED),
        (DAY - dt.timedelta(1), 42768, Verdict.FIXED),
        (DAY, 42000, Verdict.CANNOT_TELL),
        (DAY - dt.timedelta(2), 42768, Verdict.AFFECTED),
        (DAY + dt.timedelta(2), 50000, Verdict.FIXED),
        (None, 42768, Verdict.CANNOT_TELL),
    ],
)
def test_without_a_version_day_and_size_decide(day, size, verdict):
    """docs/behaviour.md, kb-12."""
    assert finding(Q277632, found(size=size, date=day)).verdict == verdict


def test_an_article_without_versions_cannot_judge_by_them():
    rule = article(FileRow("Asp.dll", size=42768, date=DAY))
    assert finding(rule, found("5.0", name="Asp.dll")).verdict == Verdict.CANNOT_TELL
    assert finding(rule, found("5.0", name="Asp.dll", size=42768, date=DAY)).verdict == Verdict.FIXED


def test_many_files_are_checked(tmp_path):
    """docs/behaviour.md, kb-12: all verdicts right, however many files there are."""
    count = 10_000 if FULL else 200
    for index in range(count):
        folder = tmp_path / f"{index % 100}"
        folder.mkdir(exist_ok=True)
        place = folder / str(index)
        place.mkdir()
        (place / "Iisext.dll").write_bytes(program(f"5.0.2195.{2313 + index % 200}"))
    said = check(Q277632, by_name(Walk(str(tmp_path), names_in([Q277632])).files()))
    verdicts = [one.verdict for one in said.evidence]
    assert verdicts.count(Verdict.AFFECTED) == count // 2
    assert verdicts.count(Verdict.FIXED) == count - count // 2
