"""What is mended in the engine: the rule of VBScript, and that asppy alone still breaks it.

When one of the tests on asppy alone fails, asppy has mended that defect and the override can go.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from adsiis.vbs.engine.by_reference import ByRefMethod
from adsiis.vbs.engine.wording import compilation
from vbs.scripts import Host, ours, plain

MENDED = {
    "a procedure on one line": ("Sub S() Host.Echo 3 End Sub\nS", "[3]"),
    "brackets behind a parameter": (
        "Sub S(ByRef a(), b())\nHost.Echo UBound(a), b\nEnd Sub\nS Array(1), 2",
        "[0|2]",
    ),
    "arrays that a class declares by Dim": (
        "Class C\nDim a(2), b\nSub S()\na(1) = 3\nHost.Echo a(1), UBound(a)\nEnd Sub\nEnd Class\nSet o = New C\no.S",
        "[3|2]",
    ),
    "an array in brackets": ("Sub S(a)\na(0) = 2\nEnd Sub\nx = Array(1)\nS (x)\nHost.Echo x(0)", "[1]"),
    "a default that is a function": (
        "Class C\nPublic Default Function F\nF = 5\nEnd Function\nEnd Class\nSet o = New C\nHost.Echo o + 1",
        "[6]",
    ),
    "an error in a property that its own class sets": (
        (
            "Option Explicit\nDim o\nClass C\nProperty Let P(v)\nErr.Raise 76\nEnd Property\nSub S()\nP = 1\nEnd Sub\nEnd Class\n"
            "Set o = New C\nOn Error Resume Next\no.S\nHost.Echo Err.Number"
        ),
        "[76]",
    ),
    "Step, Explicit and Property declared": (
        "Sub S(step)\nDim explicit\nexplicit = step\nHost.Echo explicit\nEnd Sub\nS 4",
        "[4]",
    ),
    "GetLocale without brackets": ("Host.Echo GetLocale > 0", "[True]"),
    "a condition that fails at the head of a loop": (
        "On Error Resume Next\nDo While 1 / 0\nn = n + 1\nIf n = 3 Then Exit Do\nLoop\nHost.Echo n",
        "[3]",
    ),
    "a condition of Until that fails": (
        "On Error Resume Next\nDo Until 1 / 0\nn = n + 1\nIf n = 3 Then Exit Do\nLoop\nHost.Echo n",
        "[3]",
    ),
    "a limit of For that fails": (
        "On Error Resume Next\nFor i = 1 To 1 / 0\nn = n + 1\nNext\nHost.Echo n, Err.Number",
        "[1|11]",
    ),
    "a bound of ReDim that is no number": (
        'On Error Resume Next\nReDim a("x")\nHost.Echo Err.Number',
        "[13]",
    ),
    "the end of a text in a pattern": (
        'Set r = New RegExp\nr.Pattern = "^[\\w-.]$"\nHost.Echo r.Test("-"), r.Test("-" & vbLf)',
        "[True|False]",
    ),
    "a pattern that does not compile": (
        'Set r = New RegExp\nr.Pattern = "("\nOn Error Resume Next\nr.Test "a"\nHost.Echo Err.Number',
        "[5020]",
    ),
    "a group that took no part": (
        'Set r = New RegExp\nr.Pattern = "(a)|b"\nHost.Echo IsEmpty(r.Execute("b")(0).SubMatches(0))',
        "[True]",
    ),
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
    "an argument that the call is the first to name": (
        "Sub S(a)\na = 5\nEnd Sub\nS fresh\nHost.Echo fresh",
        "[5]",
    ),
    "an element of an array as an argument": (
        "Sub S(a)\na = 5\nEnd Sub\nDim m(2)\nS m(1)\nHost.Echo m(1)",
        "[5]",
    ),
    "a member of a variable without an object": (
        "On Error Resume Next\nx = gone.Foo\ngone.Foo = 1\nHost.Echo Err.Number",
        "[424]",
    ),
    "a member of Nothing": ("On Error Resume Next\nSet o = Nothing\no.Foo\nHost.Echo Err.Number", "[91]"),
    "Set of what is no object": (
        "On Error Resume Next\nSet o = 5\nHost.Echo Err.Number, IsEmpty(o)",
        "[424|True]",
    ),
    "a class that is not there": ("On Error Resume Next\nSet o = New Foo\nHost.Echo Err.Number", "[506]"),
    "the texts of Err.Raise": (
        "On Error Resume Next\nErr.Raise 76\nHost.Echo Err.Description\nErr.Raise 4711\nHost.Echo Err.Description",
        "[Path not found][Unknown runtime error]",
    ),
    "the source of a second error": (
        'On Error Resume Next\nErr.Raise 5, "mine"\nx = 1 / 0\nHost.Echo Err.Source',
        "[Microsoft VBScript runtime error]",
    ),
    "a description without details": (
        "On Error Resume Next\nDim a(2)\nx = a(7)\nHost.Echo Err.Description\nHost.Nope\nHost.Echo Err.Description",
        "[Subscript out of range][Object doesn't support this property or method]",
    ),
    "a Long in hexadecimal": ("Host.Echo &HFFFF&, &H80000002&, &O17&, &HFFFF", "[65535|-2147483646|15|-1]"),
    "the kind of a sum": (
        "Host.Echo TypeName(CByte(1) + CByte(2)), TypeName(CSng(1) / 3), TypeName(CCur(2) + 1), TypeName(2147483647 + 1)",
        "[Byte|Single|Currency|Double]",
    ),
    "a whole number past 32 bits": ("On Error Resume Next\nx = 3000000000 \\ 1\nHost.Echo Err.Number", "[6]"),
    "nothing by nothing": ("On Error Resume Next\nx = 0 / 0\nHost.Echo Err.Number", "[6]"),
    "fractions in logic": ("Host.Echo 3.5 And 7, TypeName(CLng(1) And 1)", "[4|Long]"),
    "a variable number beside a variable text": (
        'a = 1 : b = "1"\nHost.Echo a = b, a < b, b = 1, a = "1"',
        "[False|True|True|True]",
    ),
    "Is with a number": ("On Error Resume Next\nx = 5\ny = x Is Nothing\nHost.Echo Err.Number", "[424]"),
    "Null joined with Null": ("Host.Echo TypeName(Null & Null)", "[Null]"),
    "the first number of chance": ("Host.Echo Rnd", "[0.7055475]"),
    "the default member of an object that is assigned": (
        "Class C\nPublic Default Property Get V\nV = 7\nEnd Property\nEnd Class\nSet o = New C\nx = o\nHost.Echo x, TypeName(x), CStr(o)",
        "[7|Integer|7]",
    ),
    "Nothing assigned without Set": ("On Error Resume Next\nx = Nothing\nHost.Echo Err.Number", "[91]"),
    "the variable of For Each after its last turn": (
        "For Each x In Array(1, 2)\nNext\nHost.Echo TypeName(x)",
        "[Empty]",
    ),
    "For Each over a text": ('On Error Resume Next\nFor Each x In "ab"\nNext\nHost.Echo Err.Number', "[451]"),
    "a field of an object passed to a procedure": (
        "Class C\nPublic F\nEnd Class\nSub S(a)\na = 5\nEnd Sub\nSet o = New C\nS o.F\nHost.Echo IsEmpty(o.F)",
        "[True]",
    ),
    "a constant used above its place": ("Host.Echo A\nConst A = 3", "[3]"),
    "the kind of what is cut off": (
        "Host.Echo TypeName(Int(2.5)), TypeName(Fix(CCur(2.5))), TypeName(Round(1))",
        "[Double|Currency|Integer]",
    ),
    "a half that no Double holds": ("Host.Echo Round(1.275, 2), Round(1.235, 2)", "[1.27|1.24]"),
    "tabs at the ends": ("Host.Echo Len(Trim(vbTab & Chr(32)))", "[1]"),
    "the codes of Windows": ("Host.Echo AscW(Chr(128)), Asc(ChrW(8364))", "[8364|128]"),
    "an amount of money as a text": ('Host.Echo CDbl("$5"), CDbl("(5)"), IsNumeric("5-")', "[5|-5|True]"),
    "weeks between dates": (
        'Host.Echo DateDiff("ww", #1/3/2004#, #1/4/2004#), DatePart("ww", #12/31/2000#)',
        "[1|54]",
    ),
    "a fraction of a day added": ('Host.Echo DateAdd("d", 1.7, #1/1/2001#)', "[2001-01-03]"),
    "a month that is not there": ("On Error Resume Next\nx = MonthName(13)\nHost.Echo Err.Number", "[5]"),
    "an error of a text that is run": (
        'On Error Resume Next\nExecute "x = ("\nHost.Echo Err.Number',
        "[1023]",
    ),
    "Let, a sign and a point": ("Let x = 2 * +3\nHost.Echo x, 5., 1 - +2", "[6|5|-1]"),
    "words that are names": ("Step = 1\nProperty = 2\nHost.Echo Step, Property", "[1|2]"),
    "several arguments in brackets": (
        'On Error Resume Next\nExecuteGlobal "Sub S(a, b)" & vbCrLf & "End Sub"\nExecute "S(1, 2)"\nHost.Echo Err.Number',
        "[1044]",
    ),
    "the error of a function passed by its name": (
        "Function F()\nF = 1 / 0\nEnd Function\nSub S(a)\nEnd Sub\nOn Error Resume Next\nS F\nHost.Echo Err.Number",
        "[11]",
    ),
}


EVERYWHERE = {
    "an index that is Empty",
    "an amount of money as a text",
    "GetLocale without brackets",
}  # mended where asppy made them


@pytest.mark.parametrize("name", MENDED)
def test_the_rule_holds(name):
    """docs/behaviour.md, vbs-1 to vbs-9, vbs-11, vbs-14 to vbs-17, vbs-19 to vbs-31."""
    source, written = MENDED[name]
    assert ours(source) == written


@pytest.mark.parametrize("name", [name for name in MENDED if name not in EVERYWHERE])
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


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("Sub S(ByRef a, ByVal b)\na = b : b = 0\nEnd Sub\nx = 1 : y = 2\nS x, y\nHost.Echo x, y", "[2|2]"),
        ("Sub Outer(a)\nInner a\nEnd Sub\nSub Inner(b)\nb = 7\nEnd Sub\nOuter z\nHost.Echo z", "[7]"),
        ("Sub S(a)\na = 5\nEnd Sub\nS (x)\nHost.Echo IsEmpty(x)", "[True]"),
        ("Sub S(a)\na = 5\nEnd Sub\nDim m(1, 1)\nS m(1, 0)\nHost.Echo m(1, 0)", "[5]"),
        ("Sub Grow(a)\nReDim Preserve a(3)\nEnd Sub\nDim m()\nReDim m(1)\nGrow m\nHost.Echo UBound(m)", "[3]"),
        ("Sub S\nTake local\nHost.Echo local\nEnd Sub\nSub Take(a)\na = 3\nEnd Sub\nS\nHost.Echo IsEmpty(local)",
         "[3][True]"),
    ],
)  # fmt: skip
def test_arguments_are_passed_by_reference(source, written):
    """docs/behaviour.md, vbs-14."""
    assert ours(source) == written


def test_a_method_of_the_host_sets_the_variables_it_is_given(monkeypatch):
    """docs/behaviour.md, vbs-15."""

    def swap(self):
        def call(name, first, second):
            first.value, second.value = second.value, f"{name}{first.value}"

        return ByRefMethod(call, (1, 2))

    monkeypatch.setattr(Host, "Swap", property(swap), raising=False)
    source = "a = 1\nDim m(1)\nm(0) = 2\nHost.Swap 9, a, m(0)\nHost.Echo a, m(0)\n"
    source += (
        "Host.Swap 9, fresh, 1 + 1\nHost.Echo fresh\nx = Host.Swap(8, a, other)\nHost.Echo IsEmpty(a), other"
    )
    assert ours(source) == "[2|91][][True|82]"


def test_option_explicit_holds_for_arguments_too():
    """docs/behaviour.md, vbs-14."""
    source = "Option Explicit\nSub S(a)\nEnd Sub\nOn Error Resume Next\nS nowhere\nHost.Echo Err.Number"
    assert ours(source) == "[500]"


def test_an_object_may_be_reached_through_a_call_on_the_left():
    source = "Class C\nPublic x, y\nEnd Class\nSet o = New C\nFunction F(a)\nSet F = o\nEnd Function\n"
    assert ours(source + "F(1).x = 5\nSet F(2).y = o\nHost.Echo o.x, o.y.x") == "[5|5]"


@pytest.mark.parametrize(
    ("source", "number", "text"),
    [
        ("x = (1", 1006, "Expected ')'"),
        ("If x\ny = 1\nEnd If", 1017, "Expected 'Then'"),
        ("x = 1 2", 1025, "Expected end of statement"),
        ('x = "a', 1033, "Unterminated string constant"),
        ("Dim a\nDim a", 1041, "Name redefined"),
        ("Do\n", 1019, "Expected 'Loop'"),
        ("x = ", 1023, "Expected expression"),
    ],
)
def test_what_does_not_compile_is_told_in_vbscript_s_words(source, number, text):
    """docs/behaviour.md, vbs-18."""
    with pytest.raises(Exception, match=r"\w") as found:
        ours(source)
    assert compilation(found.value) == (number, text)


def test_now_is_a_whole_second():
    """docs/behaviour.md, vbs-30."""
    assert (
        ours(
            "For i = 1 To 20\nx = Now\nIf CDbl(x) * 86400 - Round(CDbl(x) * 86400) > 0.001 Then Host.Echo x\nNext"
        )
        == ""
    )


def test_a_condition_that_fails_at_the_end_of_a_loop_leaves_it():
    """docs/behaviour.md, vbs-31."""
    for word in ("While", "Until"):
        assert ours(f"On Error Resume Next\nDo\nn = n + 1\nLoop {word} 1 / 0\nHost.Echo n") == "[1]"
