"""JScripts keep nothing: one after the other in one process, memory stays flat and no object is left."""

from __future__ import annotations

import gc

import pytest

from adsiis.adsi.objects import ADsObject
from adsiis.memory import estimate, heap_bytes
from bars import FULL
from scripting.calls import cscript

SCRIPT = """
function Walker(o) { this.o = o; this.self = this; }
var site = GetObject("IIS://localhost/W3SVC/1"), kept = [site];
var w = new Walker(GetObject("IIS://localhost/W3SVC"));
for (var e = new Enumerator(w.o); !e.atEnd(); e.moveNext()) kept.push(e.item());
var d = new ActiveXObject("Scripting.Dictionary");
d("self") = d; d("walker") = w; d("site") = site;
var b = new VBArray(site.ServerBindings).toArray();
try { site.NoSuchThing } catch (x) { kept.push(x) }
WScript.Echo(b.length, d("walker") === w);
"""
ROUNDS = 40_000 if FULL else 400


def alive():
    """How many objects of the provider there are."""
    return sum(isinstance(each, ADsObject) for each in gc.get_objects())


def test_a_script_leaves_no_circle_and_no_object(home, tmp_path):
    """docs/behaviour.md, jscript-4 and jscript-10."""
    (tmp_path / "a.js").write_text(SCRIPT)
    cscript("//nologo", tmp_path / "a.js", home=home)
    gc.collect()
    before = alive()
    gc.disable()
    try:
        assert cscript("//nologo", tmp_path / "a.js", home=home) == (0, "1 -1\n", "")
        assert alive() == before
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_objects_are_let_go_while_a_script_runs(home, tmp_path):
    """docs/behaviour.md, jscript-4."""
    turns = 'for (var i = 0; i < 2000; i++) { var o = GetObject("IIS://localhost/W3SVC/1"); }'
    (tmp_path / "a.js").write_text(turns + "\nWScript.Echo(typeof o);")
    seen = []
    gc.collect()
    before = alive()
    (tmp_path / "b.wsf").write_text(
        "<job><script>Sub look\nx = Alive(1)\nEnd Sub</script>"
        f'<script language="JScript">{turns} look();</script></job>'
    )
    from adsiis.vbs.engine import names

    names._known()["ALIVE"] = lambda _: seen.append(alive() - before) or 0
    try:
        assert cscript("//nologo", tmp_path / "b.wsf", home=home) == (0, "", "")
    finally:
        del names._known()["ALIVE"]
    assert seen[0] < 200


@pytest.mark.timeout(3600)
def test_many_scripts_in_one_process_need_no_more_memory(home, tmp_path):
    """docs/behaviour.md, jscript-10: 40,000 of them with ADSIIS_BARS=1."""
    (tmp_path / "a.js").write_text(SCRIPT)

    def some(count):
        for _ in range(count):
            assert cscript("//nologo", tmp_path / "a.js", home=home).code == 0

    some(100)
    gc.collect()
    before, points = alive(), []
    for turn in range(21):
        points.append((turn * (ROUNDS // 20), heap_bytes()))
        some(ROUNDS // 20)
    gc.collect()
    slope = estimate(points)
    print(f"{ROUNDS} scripts: {slope}, objects left: {alive() - before}")
    assert alive() == before
    assert slope.low < (10 if FULL else 100)
