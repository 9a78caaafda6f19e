"""The engine: numbers of errors, the time limit, names, and what is left of a script: nothing."""

from __future__ import annotations

import gc
import time
import weakref

import pytest
from ASPPY.vb_errors import VBScriptCompilationError

from adsiis.vbs.engine import Interrupted, ScriptTimeoutError
from adsiis.vbs.engine.errors import as_script_error
from adsiis.vbs.engine.names import names
from bars import within
from vbs.scripts import Host, ours


@pytest.mark.parametrize(
    ("found", "number"),
    [
        (IndexError(), 9),
        (MemoryError(), 7),
        (RecursionError(), 28),
        (ZeroDivisionError(), 11),
        (OverflowError(), 6),
        (ValueError("x"), 13),
        (TypeError("f() takes 1 positional argument but 2 were given"), 450),
        (TypeError("unsupported operand"), 13),
        (LookupError("what"), -2147467259),
    ],
)
def test_errors_of_python_have_vbscript_s_numbers(found, number):
    """docs/behaviour.md, vbs-11."""
    assert as_script_error(found).number == number


def test_an_error_keeps_the_position_it_had():
    found = ValueError("x")
    found.vbs_pos = 17
    assert as_script_error(found).vbs_pos == 17


@pytest.mark.parametrize(
    "loop", ["Do\nLoop", "Do While True\nLoop", "While True\nWend", "For i = 1 To 1E15\nNext"]
)
def test_a_loop_without_a_body_ends_at_the_time_limit(loop):
    """docs/behaviour.md, vbs-10."""
    begun = time.monotonic()
    with pytest.raises(ScriptTimeoutError):
        ours("On Error Resume Next\n" + loop, seconds=0.05)
    assert time.monotonic() - begun < within(1)


def test_no_resume_next_holds_up_the_end_of_a_script(monkeypatch):
    """docs/behaviour.md, vbs-10."""

    def end(_):
        raise Interrupted

    monkeypatch.setattr(Host, "Quit", end, raising=False)
    with pytest.raises(Interrupted):
        ours("Sub S()\nOn Error Resume Next\nHost.Quit\nEnd Sub\nOn Error Resume Next\nS\nS")


def test_a_script_meets_no_name_of_python():
    """docs/behaviour.md, vbs-9."""
    known = names()
    assert {"LEN", "VBCRLF", "NOW", "VBEMPTY"} <= set(known)
    assert not {"VB_LOCALE", "DECIMAL", "RAISE_RUNTIME", "ASPPY", "OS", "RE"} & set(known)
    assert ours("Host.Echo IsEmpty(vb_locale), IsEmpty(os)") == "[True|True]"


def test_a_bracketed_name_does_not_reach_into_python():
    """docs/behaviour.md, vbs-9."""
    assert ours("On Error Resume Next\nx = Host.[__class__]\nHost.Echo Err.Number") == "[438]"
    assert ours("[_a] = 5\nHost.Echo [_a]") == "[5]"


def test_a_script_that_does_not_parse_says_where():
    with pytest.raises(VBScriptCompilationError) as found:
        ours("x = 1\ny = Foo 5\n")
    assert found.value.vbs_pos == 14


def test_every_statement_knows_its_position():
    with pytest.raises(Exception, match="Division by zero") as found:
        ours("With Host\n.Echo 1\nx = 1 / 0\nEnd With")
    assert found.value.vbs_pos == len("With Host\n.Echo 1\n")


def test_an_error_in_execute_is_at_the_execute_statement():
    with pytest.raises(Exception, match="Division by zero") as found:
        ours('x = 1\nExecuteGlobal "Sub S() : y = 1 / 0 : End Sub"\nS')
    assert found.value.vbs_pos == len('x = 1\nExecuteGlobal "Sub S() : y = 1 / 0 : End Sub"\n')


CIRCLES = """
Class C
  Public x
  Private Sub Class_Terminate
    Host.Echo "end"
  End Sub
  Public Function F(a, b)
    F = a & b
  End Function
End Class
Sub P(a, b)
  a = b
End Sub
Set o = New C : Set o.x = o
Set p1 = New C : Set p2 = New C : Set p1.x = p2 : Set p2.x = p1
P z, 1 + 2
P z, o.F("a", "b" & "c")
Execute "Sub K(q) : q = 1 : End Sub : K 1 + 1"
ExecuteGlobal "Sub L(q) : q = 1 : End Sub : L 1 + 1"
L 3
Dim m()
ReDim m(1, 1) : ReDim Preserve m(1, 5)
On Error Resume Next
u = 1 / 0
u = Nothing.Foo
Set r = GetRef("P")
"""


def test_objects_that_hold_each_other_are_ended_with_the_script():
    """docs/behaviour.md, vbs-13."""
    assert ours(CIRCLES) == "[end][end][end]"


def test_a_script_leaves_no_reference_cycle():
    """docs/behaviour.md, vbs-13."""
    ours(CIRCLES)
    gc.collect()
    gc.disable()
    try:
        ours(CIRCLES)
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_a_value_is_released_when_the_variable_is_set_to_nothing(monkeypatch):
    """docs/behaviour.md, asp-17."""

    class Held:
        pass

    seen = []

    def make(_):
        held = Held()
        seen.append(weakref.ref(held))
        return held

    def count(self):
        self._out.write(sum(ref() is not None for ref in seen))

    monkeypatch.setattr(Host, "Make", make, raising=False)
    monkeypatch.setattr(Host, "Count", count, raising=False)
    assert ours("Set x = Host.Make\nHost.Count\nSet x = Nothing\nHost.Count") == "10"
