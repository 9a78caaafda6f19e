"""What is mended in the engine: the rule of VBScript, and that asppy alone still breaks it.

When one of the tests on asppy alone fails, asppy has mended that defect and the override can go.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from vbs.scripts import ours, plain

MENDED = {
    "an index that is Empty": ("Dim n, a(2)\na(n) = 5\nHost.Echo a(0)", "[5]"),
    "a negative argument": ("Host.Echo -1", "[-1]"),
    "an argument that starts with a bracket": ('Host.Echo ("a") & "b"', "[ab]"),
    "a member of With as an argument": ("With Host\nHost.Echo .Prop\nEnd With", "[7]"),
    "a colon behind Then": ("If False Then : Host.Echo 1\nHost.Echo 2", "[2]"),
    "a variable called response": ("Dim response\nresponse = 5\nHost.Echo response", "[5]"),
    "Stop": ("Option Explicit\nDim a\nStop\nHost.Echo 1", "[1]"),
    "On Error Resume Next clears Err": (
        "On Error Resume Next\na = 1 / 0\nOn Error Resume Next\nHost.Echo Err.Number",
        "[0]",
    ),
    "members assigned to deep inside With": (
        "Class C\nPublic x\nEnd Class\nSet o = New C\nWith o\nIf True Then\n.x = 3\nEnd If\nEnd With\nHost.Echo o.x",
        "[3]",
    ),
    "Me assigned to": (
        "Class C\nPublic x\nPublic Sub S()\nMe.x = 3\nEnd Sub\nEnd Class\nSet o = New C\no.S\nHost.Echo o.x",
        "[3]",
    ),
    "a number that starts with its point": ("Host.Echo .5 * 2", "[1]"),
    "the error of a function passed by its name": (
        "Function F()\nF = 1 / 0\nEnd Function\nSub S(a)\nEnd Sub\nOn Error Resume Next\nS F\nHost.Echo Err.Number",
        "[11]",
    ),
}


@pytest.mark.parametrize("name", MENDED)
def test_the_rule_holds(name):
    """docs/behaviour.md, vbs-1 to vbs-9, vbs-11."""
    source, written = MENDED[name]
    assert ours(source) == written


@pytest.mark.parametrize("name", [name for name in MENDED if name != "an index that is Empty"])
def test_asppy_alone_breaks_it(name):
    source, written = MENDED[name]
    assert plain(source) != written


def test_asppy_alone_takes_no_empty_index():
    """In a process of its own, because arrays are mended where they are made."""
    code = "from ASPPY.vm.values import VBArray, VBEmpty; VBArray(2).__vbs_index_get__(VBEmpty)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "TypeError" in done.stderr


def test_asppy_alone_cannot_nest_two_hundred_calls():
    """In a process of its own, because the limit of Python is the process's."""
    code = (
        "import sys; sys.path[:0] = sys.argv[1:]; from ASPPY.parser import Parser\n"
        "from ASPPY.vm.context import ExecutionContext; from ASPPY.vm.interpreter import VBInterpreter\n"
        "source = 'Function F(n)\\nIf n > 0 Then\\nF = F(n - 1)\\nEnd If\\nEnd Function\\nx = F(200)'\n"
        "engine = VBInterpreter(ExecutionContext(None), {})\n"
        "for stmt in Parser(source).parse_program(): engine.exec_stmt(stmt)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "RecursionError" in done.stderr


@pytest.mark.parametrize(
    ("index", "place"), [("1.5", 2), ("0.5", 0), ('"2"', 2), ("False", 0), ("CByte(1)", 1), ("CDbl(2)", 2)]
)
def test_what_converts_to_a_whole_number_is_an_index(index, place):
    """docs/behaviour.md, vbs-1."""
    assert ours(f"Dim a(2)\na({index}) = 1\nHost.Echo a({place})") == "[1]"


@pytest.mark.parametrize(
    ("index", "number"), [("Null", 94), ('"x"', 13), ('""', 13), ("3", 9), ("-1", 9), ("True", 9)]
)
def test_what_is_no_index_is_an_error(index, number):
    """docs/behaviour.md, vbs-1."""
    assert ours(f"On Error Resume Next\nDim a(2)\na({index}) = 1\nHost.Echo Err.Number") == f"[{number}]"
    assert ours(f"On Error Resume Next\nDim a(2)\nx = a({index})\nHost.Echo Err.Number") == f"[{number}]"


def test_an_array_of_several_dimensions_grows_in_its_last():
    """docs/behaviour.md, vbs-1."""
    source = "Dim a()\nReDim a(1, 1)\na(1, 1) = 5\na(0, 1) = 4\nReDim Preserve a(1, 3)\na(1, 3) = 6\n"
    assert ours(source + "Host.Echo a(1, 1), a(0, 1), a(1, 3), UBound(a, 2)") == "[5|4|6|3]"


@pytest.mark.parametrize(
    ("call", "given"),
    [
        ("Host.Echo 1", "[1]"),
        ("Host.Echo(1)", "[1]"),
        ("Host.Echo (1), 2", "[1|2]"),
        ("Host.Echo 1, , 2", "[1||2]"),
        ("Host.Echo - 1 + 3, -2", "[2|-2]"),
        ("Host.Echo (1) + (2)", "[3]"),
        ("Host.Echo (True) And False", "[False]"),
        ("Host.Echo Not True", "[False]"),
        ("Call Host.Echo(1, 2)", "[1|2]"),
        ('If True Then Host.Echo "x" Else Host.Echo "y"', "[x]"),
        ("Host.Echo", "[]"),
        ("With Host : .Echo .Prop, -.Prop : End With", "[7|-7]"),
        ("Host.Echo Array(1, 2)(1)", "[2]"),
        ('Host.Echo #1/2/2024#, "x"', "[2024-01-02|x]"),
    ],
)
def test_what_follows_a_callee_are_its_arguments(call, given):
    """docs/behaviour.md, vbs-2 to vbs-4."""
    assert ours(call) == given


@pytest.mark.parametrize(
    "source",
    ["If True Then : Host.Echo 1 : Host.Echo 2", "If True Then :: Host.Echo 1 : Host.Echo 2",
     "If True Then :\nHost.Echo 1\nHost.Echo 2\nEnd If"],
)  # fmt: skip
def test_then_and_a_colon(source):
    """docs/behaviour.md, vbs-5."""
    assert ours(source) == "[1][2]"


def test_a_variable_called_response_has_its_own_members():
    """docs/behaviour.md, vbs-6."""
    source = 'Class C\nPublic Sub Write(t)\nHost.Echo "mine", t\nEnd Sub\nEnd Class\nSub S()\nDim Response\n'
    assert (
        ours(source + 'Set Response = New C\nResponse.Write 1\nEnd Sub\nS\nResponse.Write "page"')
        == "[mine|1]page"
    )


def test_seven_hundred_calls_may_nest_and_more_are_error_28():
    """docs/behaviour.md, vbs-12."""
    source = "Function F(n)\nIf n = 0 Then\nF = 0\nElse\nF = 1 + F(n - 1)\nEnd If\nEnd Function\n"
    assert ours(source + "Host.Echo F(690)") == "[690]"
    assert ours(source + "On Error Resume Next\nx = F(5000)\nHost.Echo Err.Number") == "[28]"


def test_an_object_of_with_is_let_go_at_end_with():
    """docs/behaviour.md, vbs-13."""
    source = 'Class C\nPrivate Sub Class_Terminate\nHost.Echo "gone"\nEnd Sub\nEnd Class\n'
    assert ours(source + "With New C\nEnd With\nHost.Echo 1") == "[gone][1]"
