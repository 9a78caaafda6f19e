"""What does the knowledge base cost, beside bare SQLite and bare pefile?

An archive is indexed against reading its files and inserting their text into an FTS5 table; searches against
FTS5 queries; a check of many programs against a fast load of each by pefile. In turn, in one run. The full
sizes are those of ADSIIS_BENCH_ARTICLES=50000 and ADSIIS_BENCH_FILES=10000; they take some minutes.
"""

from __future__ import annotations

import os
import random
import resource
import sqlite3
import statistics
import struct
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pefile

from adsiis.knowledge.adding import Added, add_files, article_files
from adsiis.knowledge.bundled import bundled_article
from adsiis.knowledge.checking import by_name, check, names_in
from adsiis.knowledge.knowledge_base import KnowledgeBase
from adsiis.knowledge.searching import Query, search
from adsiis.knowledge.walking import Walk
from adsiis.knowledge.writing import text_of
from bench.metabase.medians import ratio, rounds

if TYPE_CHECKING:
    from collections.abc import Callable

ARTICLES = int(os.environ.get("ADSIIS_BENCH_ARTICLES", "10000"))
FILES = int(os.environ.get("ADSIIS_BENCH_FILES", "2000"))
ROUNDS = 3
QUERIES = (
    ("leak",),
    ("word1", "word2"),
    ("iisext.dll",),
    ("word17 word4",),
    ("word19999",),
    ("wor*", "leak"),
)
NUMBER = "Q277632"


def run() -> dict[str, float | str]:
    """Ratios, with the limits they are held to."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return _indexing(folder) | _searching(folder) | _checking(folder)


def _indexing(folder: Path) -> dict[str, float | str]:
    archive = folder / "archive"
    _write_archive(archive)
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(_taken(lambda: _bare_index(folder / "bare.sqlite", archive)))
        ours.append(_taken(lambda: _our_index(folder / "ours.sqlite", archive)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    return {
        f"{ARTICLES:,} articles, indexed: µs each": statistics.median(ours) / ARTICLES * 1e6,
        "read and inserted into bare FTS5: µs each": statistics.median(theirs) / ARTICLES * 1e6,
        "indexed / bare (at most 4)": ratio(ours, theirs),
        "most memory of the process: MB (at most 300)": peak,
    }


def _write_archive(archive: Path) -> None:
    """Articles like the one that comes along, each with words of its own."""
    chance = random.Random(ARTICLES)
    article = bundled_article(NUMBER)
    assert article is not None
    text = text_of(article)
    for index in range(ARTICLES):
        number = 100_000 + index
        said = "\n".join(" ".join(f"word{chance.randrange(20_000)}" for _ in range(10)) for _ in range(15))
        place = archive / str(number // 1000)
        place.mkdir(parents=True, exist_ok=True)
        own = text.replace(NUMBER, f"Q{number}").replace("CAUSE\n", f"NOTES\n=====\n\n{said}\n\nCAUSE\n", 1)
        (place / f"Q{number}.txt").write_text(own)


def _bare_index(path: Path, archive: Path) -> None:
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("create virtual table t using fts5 (text)")
    database.execute("begin")
    for folder, _, names in os.walk(archive):
        for name in names:
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                database.execute("insert into t values (?)", (file.read(),))
    database.execute("commit")
    database.close()


def _our_index(path: Path, archive: Path) -> None:
    path.unlink(missing_ok=True)
    added = Added()
    with KnowledgeBase(str(path), create=True) as base:
        add_files(base, article_files(str(archive), added), added)
    assert added.added == ARTICLES


def _searching(folder: Path) -> dict[str, float | str]:
    bare = sqlite3.connect(folder / "bare.sqlite")
    found: dict[str, float | str] = {}
    with KnowledgeBase(str(folder / "ours.sqlite")) as base:
        for words in QUERIES:
            match = " ".join(f'"{word.rstrip("*")}"{"*" * word.endswith("*")}' for word in words)
            taken = rounds({"bare": _bare_query(bare, match), "ours": _our_query(base, words)}, 1, 5)
            found[f"search {' '.join(words)} / bare query (at most 3)"] = ratio(taken["ours"], taken["bare"])
    bare.close()
    return found


def _bare_query(database: sqlite3.Connection, match: str) -> Callable[[], object]:
    order = "select rowid, text from t where t match ? order by rank limit 20"
    return lambda: database.execute(order, (match,)).fetchall()


def _our_query(base: KnowledgeBase, words: tuple[str, ...]) -> Callable[[], object]:
    return lambda: search(base, Query(words))


def _checking(folder: Path) -> dict[str, float | str]:
    article = bundled_article(NUMBER)
    assert article is not None
    paths = _write_programs(folder / "image")
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(_taken(lambda: [_bare_load(path) for path in paths]))
        ours.append(
            _taken(lambda: check(article, by_name(Walk(str(folder / "image"), names_in([article])).files())))
        )
    return {
        f"{FILES:,} programs, checked: µs each": statistics.median(ours) / FILES * 1e6,
        "fast load by pefile: µs each": statistics.median(theirs) / FILES * 1e6,
        "checked / fast load (at most 3)": ratio(ours, theirs),
    }


def _bare_load(path: str) -> None:
    """A fast load without `close`, which has the process searched for garbage and takes far longer."""
    pefile.PE(path, fast_load=True).__data__.close()


def _write_programs(image: Path) -> list[str]:
    """Programs of one section with a version resource, each in a folder of its own."""
    paths = []
    for index in range(FILES):
        place = image / str(index)
        place.mkdir(parents=True)
        path = place / "Iisext.dll"
        path.write_bytes(_program(1413 + index % 2000))
        paths.append(str(path))
    return paths


def _program(build: int) -> bytes:
    fixed = struct.pack("<13I", 0xFEEF04BD, 0x10000, 5 << 16, 2195 << 16 | build, *[0] * 9)
    info = struct.pack("<HHH", 92, 52, 0) + "VS_VERSION_INFO\0".encode("utf-16-le") + b"\0\0" + fixed
    folder = struct.pack("<IIHHHH", 0, 0, 0, 0, 0, 1)
    tree = (
        folder + struct.pack("<II", 16, 0x80000018) + folder + struct.pack("<II", 1, 0x80000030)
        + folder + struct.pack("<II", 0x409, 0x48) + struct.pack("<IIII", 0x1058, len(info), 0, 0) + info
    )  # fmt: skip
    image = struct.pack("<IIHHHHHHIIIIHH", 0x1000, 0x200, 5, 0, 5, 0, 4, 0, 0, 0x3000, 0x200, 0, 2, 0)
    start = struct.pack("<HBBIIIIIII", 0x10B, 6, 0, 0, 0, 0, 0, 0, 0, 0x400000)
    optional = (
        start + image + struct.pack("<IIIIII", 0, 0, 0, 0, 0, 16)
        + bytes(16) + struct.pack("<II", 0x1000, len(tree)) + bytes(104)
    )  # fmt: skip
    header = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x40) + b"PE\0\0"
    header += struct.pack("<HHIIIHH", 0x14C, 1, 0, 0, 0, len(optional), 0x2102) + optional
    header += struct.pack(
        "<8sIIIIIIHHI", b".rsrc", len(tree), 0x1000, len(tree), 0x200, 0, 0, 0, 0, 0x40000040
    )
    return header.ljust(0x200, b"\0") + tree


def _taken(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
