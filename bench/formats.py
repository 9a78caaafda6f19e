"""How long does a metabase file take to read and to write? Beside what lxml alone takes to pass over it.

The file has as many keys as a farm of 50,000 sites, in the layout of IIS 6. Each round is a process of its
own that does all three one after the other, so that a round's ratios are of one moment of the machine.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from adsiis.formats.metabase_xml import pieces
from adsiis.metabase.record import INHERIT, SERVER, STRING, Key, Record
from adsiis.schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

KEYS: Final = 100_000
ROUNDS: Final = 5
_ROUND: Final = """
import resource, sys, time
from lxml import etree
from adsiis.formats import metabase_xml
file = sys.argv[1]
times = [time.process_time()]
for _, element in etree.iterparse(file):
    element.clear()
times.append(time.process_time())
found = metabase_xml.read(file)
times.append(time.process_time())
with open(file + ".again", "wb") as again:
    again.writelines(metabase_xml.pieces(found.keys, found.form, found.globals))
times.append(time.process_time())
assert len(found.keys) == int(sys.argv[2]), len(found.keys)
print(*times, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
_HOSTILE: Final = """
import sys, time
from adsiis.formats.metabase_xml.guard import guarded
def taken(length):
    text = sys.argv[1] * (length // len(sys.argv[1]))
    begun = time.process_time()
    for _ in guarded(text, "f"):
        pass
    return time.process_time() - begun
taken(100_000)
print(taken(4_000_000) / taken(1_000_000))
"""
_TEXTS: Final = ("<a '", "<a b='\n'>", "<![CDATA[", "<a b='\t'", "&#")


def run() -> dict[str, float | str]:
    """Seconds of the processor, their ratios, megabytes; how time grows with the length of hostile text."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "MetaBase.xml"
        with file.open("wb") as out:
            out.writelines(pieces(farm(KEYS)))
        rounds = [_figures(_ROUND, str(file), str(KEYS)) for _ in range(ROUNDS)]
        same = file.read_bytes() == file.with_name("MetaBase.xml.again").read_bytes()
    bare = [b - a for a, b, *_ in rounds]
    read = [c - b for _, b, c, *_ in rounds]
    written = [d - c for _, _, c, d, _ in rounds]
    return {
        f"bare lxml over {KEYS:,} keys, s": statistics.median(bare),
        "reading, s": statistics.median(read),
        "writing, s": statistics.median(written),
        "reading by bare lxml": statistics.median(r / b for r, b in zip(read, bare, strict=True)),
        "writing by reading": statistics.median(w / r for w, r in zip(written, read, strict=True)),
        "most memory of both, MB": max(one[4] for one in rounds),
        "the file written is the file read": "yes" if same else "no",
        "hostile text, time for four times the length": max(_figures(_HOSTILE, text)[0] for text in _TEXTS),
    }


def farm(count: int) -> Iterator[Key]:
    """So many keys: the service, and sites with two keys each and what sites have."""
    yield Key("/LM/W3SVC", _records(KeyType="IIsWebService"))
    yield Key("/LM/W3SVC/Info", _records(KeyType="IIsWebInfo"))
    note = Record(45_000, INHERIT, SERVER, STRING, "ours", "OurNote")
    for number in range(1, count // 2):
        site = _records(
            KeyType="IIsWebServer",
            ServerBindings=(f":80:www{number}.example.com", f":80:shop{number}.example.com"),
            ServerComment=f'Site {number} & "more" für alle',
            AuthFlags=5,
            ConnectionTimeout=120,
        )
        yield Key(f"/LM/W3SVC/{number}", site | {note.id: note})
        root = _records(
            KeyType="IIsWebVirtualDir",
            Path=rf"C:\Inetpub\site{number}",
            AccessFlags=513,
            AppRoot=f"/LM/W3SVC/{number}/ROOT",
            AppIsolated=2,
            DefaultDoc="Default.htm,index.htm",
        )
        yield Key(f"/LM/W3SVC/{number}/ROOT", root)


def _records(**values: object) -> dict[int, Record]:
    records = [schema().record(name, value) for name, value in values.items()]
    return {record.id: record for record in records}


def _figures(program: str, *words: str) -> list[float]:
    done = subprocess.run([sys.executable, "-c", program, *words], check=True, capture_output=True, text=True)
    return [float(word) for word in done.stdout.split()]
