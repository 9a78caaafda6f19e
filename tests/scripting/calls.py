"""Scripts run by cscript in this process, and what came of it; and a tree as lines, to compare two of."""

from __future__ import annotations

import io
import os
from typing import NamedTuple

from adsiis.metabase.metabase import open_metabase
from adsiis.metabase.record import SECURE
from adsiis.schema import schema
from adsiis.scripting.cscript import run


class Outcome(NamedTuple):
    """What a script answered."""

    code: int
    out: str
    err: str

    @property
    def lines(self):
        return self.out.splitlines()


def cscript(*words, home=None, feed=""):
    """Run cscript with these words."""
    out, err = io.StringIO(), io.StringIO()
    code = run([str(word) for word in words], io.StringIO(feed), out, err, home=home)
    return Outcome(code, out.getvalue(), err.getvalue())


def tree_lines(home):
    """Every key and every record of a store, a line each."""
    with open_metabase(home).store.snapshot() as tree:
        return set(_below(tree, "/LM"))


def _below(tree, path):
    key = tree.key(path)
    yield path
    for record in key.records.values():
        found = schema().property_by_id(record.id)
        name = found.name if found is not None else str(record.id)
        yield f"{path} {name}={'*' if record.attributes & SECURE else _shown(record.data)}"
    for name in tree.children(path):
        yield from _below(tree, f"{path}/{name}")


def _shown(data):
    if isinstance(data, bytes):
        return data.hex()
    return " | ".join(data) if isinstance(data, tuple) else str(data)


def changes(before, after):
    """What changed between two trees: lines that went, then lines that came."""
    gone = [f"- {line}" for line in sorted(before - after)]
    return [*gone, *(f"+ {line}" for line in sorted(after - before))]


def outcome(file, words, home, options=()):
    """All that comes of a script: what it prints, its exit code, and every line of the tree that went or came."""
    before = tree_lines(home)
    done = cscript("//nologo", *options, file, *words, home=home)
    told = done.err.replace("Z:" + str(file.parent).replace("/", "\\") + "\\", "")
    return "\n".join([
        done.out + "--- errors",
        told + f"--- exit code {done.code}",
        *changes(before, tree_lines(home)),
        "",
    ])  # fmt: skip


def as_expected(found, expected):
    """Whether that is what stands in the file; ADSIIS_WRITE_EXPECTED=1 writes it instead."""
    if os.environ.get("ADSIIS_WRITE_EXPECTED"):
        expected.write_text(found)
    assert found == expected.read_text()
