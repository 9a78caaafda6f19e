"""A soak of a function of one's own: what may be named, and how its failure is told."""

from __future__ import annotations

import json
import os
import re
import subprocess

import pytest

from adsiis.inetinfo.soak_workloads import SoakError, own_workload
from adsiis.inetinfo.soak_works import CALLABLE, CallableError, callable_named, work_named
from inetinfo import hosting

OWN = """
import os
class Cart:
    @staticmethod
    def checkout(): return "paid"
number = 3
async def later(): pass
def wanting(argument): pass
def raising(): raise LookupError("The shelf is empty.")
def leaving(): raise SystemExit(3)
def pieces(): yield 1
async def later_pieces(): yield 1
def begun(): return pieces()
def soon(): return later()
def counted():
    with open(os.environ["COUNTED"], "a") as file:
        file.write("called\\n")
    raise LookupError("The shelf is empty.")
kept = []
def always():
    import time
    while True:
        kept.append(bytes(1_000))
        time.sleep(0.001)
def leaking():
    kept.append(bytes(1_000))  # LEAK
def beside():
    import threading, time
    if not kept:
        threading.Thread(target=always, daemon=True).start()
    time.sleep(0.001)
"""


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A module of the user's, in the folder PYTHONPATH names."""
    (tmp_path / "own_shop.py").write_text(OWN)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    return tmp_path


def soaked(function, *words, **environment):
    """What the command says of a function of the shop."""
    return subprocess.run(
        hosting.command("unused", "soak", "--callable", f"own_shop:{function}", "--calls", "500", *words),
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
    )


@pytest.mark.parametrize(
    "name", ["", ":", "shop", "shop:", ":checkout", "shop.cart.checkout", "a b:c", "a:b:c"]
)
def test_what_is_not_module_and_function_is_refused_with_an_example(name):
    """docs/behaviour.md, soak-2."""
    with pytest.raises(SoakError, match=r"names no function: write MODULE:FUNCTION, such as"):
        own_workload(name)


@pytest.mark.usefixtures("own")
def test_a_function_of_a_class_may_be_named():
    """docs/behaviour.md, soak-2."""
    assert callable_named("own_shop:Cart.checkout")() == "paid"
    assert own_workload("own_shop:Cart.checkout").told_as == "own_shop:Cart.checkout"


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("own_nothing:f", r"cannot be loaded: ModuleNotFoundError: No module named 'own_nothing'\.$"),
        ("own_shop:nothing", r"cannot be loaded: AttributeError: .* 'nothing'\.$"),
        ("own_shop:number", r"is no function: it is of the type int\.$"),
        ("own_shop:later", r"is a coroutine function"),
        ("own_shop:pieces", r"is a generator function: name a plain one, which runs it\.$"),
        ("own_shop:later_pieces", r"is a generator function"),
    ],
)
def test_what_cannot_be_called_is_told_in_a_sentence(name, said):
    """docs/behaviour.md, soak-2."""
    with pytest.raises(CallableError, match=said):
        callable_named(name)


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("raising", r"LookupError: The shelf is empty \(.*own_shop\.py, line 9\)\.$"),
        ("leaving", r"SystemExit: 3 \(.*own_shop\.py, line 10\)\.$"),
        ("wanting", r"TypeError: wanting\(\) missing 1 required positional argument: 'argument'\.$"),
    ],
)
def test_a_function_that_fails_is_told_with_its_line(name, said):
    """docs/behaviour.md, soak-2."""
    work = work_named(f"{CALLABLE}own_shop:{name}")
    with pytest.raises(CallableError, match=rf"own_shop:{name}\(\) fails .*{said}"):
        work.make(0)


@pytest.mark.usefixtures("own")
@pytest.mark.parametrize(("name", "kind"), [("begun", "generator"), ("soon", "coroutine")])
def test_what_returns_something_still_to_run_is_told(name, kind):
    """docs/behaviour.md, soak-5."""
    with pytest.raises(
        CallableError, match=rf"own_shop:{name}\(\) returns a {kind}, of which nothing has run"
    ):
        work_named(f"{CALLABLE}own_shop:{name}").make(0)


def test_a_function_that_fails_is_called_once_and_ends_the_soak_in_one_line(own):
    """docs/behaviour.md, soak-2."""
    counted = own / "counted"
    done = soaked("counted", COUNTED=str(counted))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(
        "adsiis: own_shop:counted() fails when it is called without arguments: Lookup"
    )
    assert len(done.stderr.splitlines()) == 1
    assert counted.read_text() == "called\n"


@pytest.mark.usefixtures("own")
def test_the_record_names_the_function_as_it_was_given():
    """docs/behaviour.md, soak-3."""
    done = soaked("Cart.checkout", "--json")
    record = json.loads(done.stdout)
    assert (record["host"], record["workload"], record["calls"]) == (
        "inetinfo", "own_shop:Cart.checkout", 500
    )  # fmt: skip
    assert record["attribution"] is None
    *bytes_lost, descriptors = record["calibration"]
    assert [one["size"] for one in bytes_lost] == [0, 20, 64, 312, 4096]
    assert (descriptors["true_rate"], descriptors["caught"]) == (0.05, True)
    assert set(record["besides"]) == {"descriptors", "threads", "bytes outside malloc"}


@pytest.mark.usefixtures("own")
def test_a_function_that_leaks_is_told_with_its_line():
    """docs/behaviour.md, soak-7."""
    done = soaked("leaking")
    verdict, line, text = done.stdout.splitlines()
    assert done.returncode == 1
    assert verdict.startswith("inetinfo, own_shop:leaking: leak: 10")
    assert re.fullmatch(r".*own_shop\.py:\d+: 1,0\d\d\.\d bytes per call", line)
    assert text == "    kept.append(bytes(1_000))  # LEAK"


@pytest.mark.usefixtures("own")
def test_what_a_thread_keeps_all_the_while_is_no_leak_of_the_function():
    """docs/behaviour.md, memory-31."""
    done = soaked("beside", "--json")
    record = json.loads(done.stdout)
    assert record["low"] > 1
    assert (record["verdict"], done.returncode) == ("undecided", 2), record
