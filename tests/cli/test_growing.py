"""What a soak shows a person: the heap so far, as characters, and on a page as a picture."""

from __future__ import annotations

import platform
import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime

from adsiis._version import __version__
from adsiis.cli.growing import Growing, Lines
from adsiis.inetinfo.soak import SoakReport
from adsiis.inetinfo.soak_report import html
from adsiis.memory import Measurement, Slope, Verdict
from adsiis.memory.besides import OUTSIDE_MALLOC, Growth
from adsiis.memory.plot import Curve, bars, size, svg

RISING = tuple((n, 1_000_000 + 1_000 * n) for n in range(0, 1_000, 100))
FLAT = tuple((n, 5_000_000) for n in range(0, 1_000, 100))


class Bar:
    """Stands in for rich's progress: notes what it is told."""

    def __init__(self):
        self.told = {}

    def add_task(self, what, **fields):
        self.told[what] = fields
        return what

    def update(self, task, **fields):
        self.told.setdefault(task, {}).update(fields)


def test_a_rising_heap_climbs_and_a_steady_one_lies_flat():
    assert bars(RISING, 10) == "▁▂▃▃▄▅▆▆▇█"
    assert len(set(bars(FLAT, 10))) == 1


def test_too_few_points_are_no_plot():
    assert bars(FLAT[:1], 10) == ""


def test_bytes_are_told_as_people_read_them():
    assert [size(number) for number in (12, 1536, 5 << 20, -(2 << 30))] == [
        "12 B",
        "1.5 kB",
        "5.0 MB",
        "-2.0 GB",
    ]


def test_the_bar_shows_how_far_it_is_and_what_the_heap_holds():
    bar = Bar()
    growing = Growing(bar, "calls")
    for done, heap in RISING:
        growing(done, heap)
    assert bar.told["calls"]["completed"] == 900
    assert re.fullmatch(r"1\.8 MB ▁.*█", bar.told["calls"]["heap"])


def test_a_suite_shows_a_line_for_each_host():
    bar = Bar()
    growing = Growing(bar, "calls")
    growing.of_suite("inetinfo", "read", 100, 50, 1_000)
    growing.of_suite("pool", "read", 100, 20, 1_000)
    growing.of_suite("inetinfo", "write", 10, 1, 1_000)
    assert bar.told["inetinfo, read"]["description"] == "inetinfo, write"
    assert bar.told["pool, read"]["completed"] == 20


def test_a_log_gets_a_line_with_the_calls_and_the_heap(capsys):
    """docs/behaviour.md, soak-8."""
    lines = Lines(20_000, seconds=0)
    lines(4_000, 12 << 20)
    lines.of_suite("pool", "read", 100, 20, 1_536)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == ["4,000 of 20,000 calls, 12.0 MB", "pool, read: 20 of 100 calls, 1.5 kB"]


def test_a_log_gets_no_line_of_what_is_soon_done(capsys):
    """docs/behaviour.md, soak-8."""
    Lines(20_000)(4_000, 1_000)
    assert capsys.readouterr().err == ""


def test_the_page_and_the_record_tell_in_which_lines_a_function_leaks():
    """docs/behaviour.md, soak-7."""
    slope = Slope(bytes_per_call=104.0, low=103.0, high=105.0, calls=900)
    done = Measurement(900, RISING, slope, Verdict("leak"), exact=True)
    told = SoakReport("inetinfo", "shop:cart", done, 0, 0, attribution="shop.py:3: 104.0 bytes <per> call")
    assert "<pre>shop.py:3: 104.0 bytes &lt;per&gt; call</pre>" in html([told])
    assert told.as_dict()["attribution"] == told.attribution


def test_a_picture_has_a_curve_for_each_process_and_is_well_formed():
    curves = [Curve("Inetinfo <before>", "leak", RISING), Curve("after", "clean", FLAT)]
    root = ET.fromstring(svg("Memory & calls", curves))
    lines = [one for one in root.iter() if one.tag.endswith("polyline")]
    assert len(lines) == 2
    assert "Inetinfo <before>: leak" in "".join(root.itertext())


def test_the_page_of_a_report_holds_every_soak_and_loads_nothing():
    slope = Slope(bytes_per_call=0.5, low=0.25, high=0.75, calls=900)
    done = Measurement(900, RISING, slope, Verdict("clean"), exact=True)
    page = html([SoakReport("inetinfo", name, done, 0, 0) for name in ("read", "write")])
    assert page.count("<polyline") == 2
    assert "<td>inetinfo<td>read" in page
    assert "0.250 to 0.750" in page
    assert not re.search(r'(src|href)="', page)


def test_the_page_of_a_report_tells_of_descriptors_threads_and_the_leaks_that_were_injected():
    """docs/behaviour.md, soak-3."""
    slope = Slope(bytes_per_call=0.5, low=0.25, high=0.75, calls=900)
    besides = (
        Growth("descriptors", 12, 1912, Slope(2.11, 2.1, 2.12, 900), leaks=True),
        Growth("threads", 3, 4, Slope(0.0, -0.01, 0.01, 900), leaks=False),
        Growth(OUTSIDE_MALLOC, 0, 7_372_800, Slope(8192.0, 8100.0, 8300.0, 900), leaks=True),
    )
    done = Measurement(
        900,
        RISING,
        slope,
        Verdict("leak"),
        exact=True,
        besides=besides,
    )
    leak = {
        "size": 20, "true_size": 64.0, "bytes_per_call": 64.1, "low": 63.5, "high": 64.7, "caught": True
    }  # fmt: skip
    missed = {**leak, "size": 0, "caught": False}
    lost = {"true_rate": 0.05, "descriptors_per_call": 0.05, "low": 0.04, "high": 0.06, "caught": True}
    page = html([SoakReport("inetinfo", "shop:cart", done, 0, 0, (leak, missed, lost))])
    assert "0.05 descriptors per call: measured 0.05 (0.04 to 0.06), seen" in page
    assert "12 to 1,912" in page
    assert '<td class="number">8,192.0<' in page
    assert (
        "descriptors grow by 2.11 per call, 12 to 1,912; bytes outside malloc grow by 8,192.00 per call"
        in page
    )
    assert ">leak</tr>" in page
    assert "3 to 4" in page
    assert "20 bytes per call: measured 64.1 (63.5 to 64.7) of 64.0, seen" in page
    assert "0 bytes per call: measured 64.1 (63.5 to 64.7) of 64.0, NOT seen" in page
    assert "<td>inetinfo<td>shop:cart" in page


def test_the_record_tells_when_and_by_what_it_was_made():
    """docs/behaviour.md, soak-3."""
    slope = Slope(bytes_per_call=0.5, low=0.25, high=0.75, calls=900)
    done = Measurement(900, RISING, slope, Verdict("clean"), exact=True)
    ended = datetime(2026, 3, 1, 7, 30, tzinfo=UTC)
    record = SoakReport("inetinfo", "read", done, 0, 0, ended=ended).as_dict()
    assert record["time"] == "2026-03-01T07:30:00+00:00"
    assert (record["version"], record["python"]) == (__version__, platform.python_version())
