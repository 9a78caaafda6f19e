"""JScript: its own forms, its values, its errors to the letter, and how a script ends."""

from __future__ import annotations

import sys

import pytest

from scripting.calls import cscript


@pytest.fixture
def js(tmp_path, monkeypatch):
    """Run the text of a JScript, without a store."""
    monkeypatch.chdir(tmp_path)

    def js(text, *words, options=("//nologo",), name="a.js", home=None):
        (tmp_path / name).write_text(text)
        return cscript(*options, name, *words, home=home or str(tmp_path / "data"))

    return js


def said(done, tmp_path):
    """The line of an error without the folder."""
    return done.err.strip().replace(f"Z:{str(tmp_path).replace('/', chr(92))}{chr(92)}", "")


FORMS = {
    "a call is assigned to": ('var d = new ActiveXObject("Scripting.Dictionary"); d("a") = 1; d.Item("a") += 2; d("a")++; WScript.Echo(d("A") === undefined, d("a"));', "-1 4"),
    "a member is declared": ("function P() {} function P.prototype.go() { return 7 } WScript.Echo(new P().go());", "7"),
    "a member of an object is declared": ("var o = {}; function o.f(x) { return x + 1 } WScript.Echo(o.f(1));", "2"),
    "a comma at the end of an array": ("WScript.Echo([1, 2, ].length, [,].length);", "3 2"),
    "a function declared in a block": ("WScript.Echo(f()); if (true) { function f() { return 5 } }", "5"),
    "a regular expression or a division": ("var a = 8, g = 2; WScript.Echo(a / 2 / g, /[/]x/.test('/x'), a++ / 2);", "2 -1 4"),
    "semicolons left out": ("var a = 1\nvar b = a\n++b\nWScript.Echo(a, b)", "1 2"),
    "a text over two lines": ("WScript.Echo('a\\\nb'); x.y", "ab"),
    "with": ('with (new ActiveXObject("Scripting.FileSystemObject")) { WScript.Echo(GetExtensionName("a.txt")) }', "txt"),
    "labels and switch": ("a: for (var i = 0; ; i++) { switch (i) { case 2: break a; default: continue a } } WScript.Echo(i);", "2"),
    "eval and Function": ("var d = new ActiveXObject('Scripting.Dictionary'); eval('d(1) = 2'); WScript.Echo(new Function('a', 'return d(a)')(1), eval('({\"a\": [1]})').a[0]);", "2 1"),
    "later words are names": ("var let_ = 1, of = 2, async = 3, yield = 4; WScript.Echo(of + async + yield);", "9"),
    "conditional compilation": ("/*@cc_on @set @n = 3 @if (@n * 2 == 6 && @_win32) WScript.Echo('yes') @else @*/ nothing here /*@end @*/", "yes"),
    "the engine": ("WScript.Echo(ScriptEngine(), ScriptEngineMajorVersion(), ScriptEngineMinorVersion());", "JScript 5 8"),
    "members in any letter case": ("wscript = WScript; wscript.ECHO(WScript.scriptname, WScript.Nothing === undefined);", "a.js -1"),
    "types": ("var f = new ActiveXObject('Scripting.FileSystemObject'), d = new ActiveXObject('Scripting.Dictionary'); WScript.Echo(typeof f, typeof d.Keys(), typeof new Date().getVarDate(), typeof nope, typeof null, typeof f.x);", "object unknown date undefined object undefined"),
    "values": ("WScript.Echo(true, null, undefined, 1.5, 3.0, 1e21, 'x', [1, [2]], {}, 4294967296);", "-1 null  1.5 3 1E+21 x 1,2 [object Object] 4294967296"),
    "odd texts": ("var d = new ActiveXObject('Scripting.Dictionary'), s = 'a\\0b\\ud800'; d('k') = s; WScript.Echo(d('k') === s, d('k').length);", "-1 4"),
    "long texts": ("var d = new ActiveXObject('Scripting.Dictionary'), s = ''; for (var i = 0; i < 5000; i++) s += 'ab'; d('s') = s; d(s + 1) = 2; WScript.Echo(d('s') === s, d('s').length, d(s + '1'));", "-1 10000 2"),
    "an object of the script comes back": ("var d = new ActiveXObject('Scripting.Dictionary'), o = {n: 1}; d('o') = o; WScript.Echo(d('o') === o, d('o').n);", "-1 1"),
    "enumerators": ("var d = new ActiveXObject('Scripting.Dictionary'); d(1) = 2; d(3) = 4; var e = new Enumerator(d), s = ''; for (; !e.atEnd(); e.moveNext()) s += e.item(); e.moveFirst(); WScript.Echo(s, e.item(), new Enumerator().atEnd());", "13 1 -1"),
    "arrays": ("var d = new ActiveXObject('Scripting.Dictionary'); d('a') = 1; var v = new VBArray(d.Items()); WScript.Echo(v.dimensions(), v.lbound(1), v.ubound(1), v.getItem(0), d.Items().toArray().length);", "1 0 0 1 1"),
    "dates": ("var d = new Date(2005, 1, 1); WScript.Echo(d.getYear(), new Date(String(d)) - d, new Date(d.getVarDate()) - d, 'a,,b'.split(/,/), 'abc'.substr(-1));", "2005 0 0 a,b abc"),
    "errors have numbers": ("try { new ActiveXObject('No.Such') } catch (e) { WScript.Echo(e.number, e.number & 0xFFFF, e.description == e.message, e instanceof Error, e) }", "-2146827859 429 -1 -1 [object Error]"),
    "an error of its own": ("try { throw new Error(-2147024891, 'no') } catch (e) { WScript.Echo(e.number, e.description) } finally { WScript.Echo('last') }", "-2147024891 no\nlast"),
    "callbacks": ("WScript.Echo([3, 1, 2].sort(function (a, b) { return b - a }), 'x-y'.replace(/(\\w)-/, function (m, a) { return a + '+' }));", "3,2,1 x+y"),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_a_form_means_what_it_does_in_jscript(name, js):
    """docs/behaviour.md, jscript-1, jscript-2, jscript-3, jscript-5, jscript-6, jscript-8, jscript-12, jscript-13."""
    text, shown = FORMS[name]
    assert js(text).out == shown + "\n" or js(text).out == shown


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("var a;\n  a.b.c = 1;", "(2, 3) Microsoft JScript runtime error: 'a' is null or not an object"),
        ("var a = {};\na.b.c = 1;", "(2, 1) Microsoft JScript runtime error: 'a.b' is null or not an object"),
        ("function f() {\n\treturn x;\n}\nf();", "(2, 2) Microsoft JScript runtime error: 'x' is undefined"),
        ("nope();", "(1, 1) Microsoft JScript runtime error: Object expected"),
        ("var n = 5;\nn();", "(2, 1) Microsoft JScript runtime error: Function expected"),
        ("({}).go();", "(1, 1) Microsoft JScript runtime error: Object doesn't support this property or method"),
        ("WScript.Go();", "(1, 1) Microsoft JScript runtime error: Object doesn't support this property or method"),
        ("WScript.Go = 1;", "(1, 1) Microsoft JScript runtime error: Object doesn't support this property or method"),
        ("new ActiveXObject('No.Such');", "(1, 1) Microsoft JScript runtime error: Automation server can't create object"),
        ("WScript.CreateObject('No.Such');", '(1, 1) WScript.CreateObject: Could not locate automation class named "No.Such".'),
        ("throw 5;", "(1, 1) Microsoft JScript runtime error: Exception thrown and not caught"),
        ("if (true) {\n  throw new Error('my words');\n}", "(2, 3) Microsoft JScript runtime error: my words"),
        ("function f() { f(); }\nf();", "(1, 16) Microsoft JScript runtime error: Out of stack space"),
        ("new Enumerator(WScript);", "(1, 1) Microsoft JScript runtime error: Object not a collection"),
        ("new VBArray([1]);", "(1, 1) Microsoft JScript runtime error: VBArray expected"),
        ("new RegExp('(');", "(1, 1) Microsoft JScript runtime error: Expected ')' in regular expression"),
        ("new Array(-1);", "(1, 1) Microsoft JScript runtime error: Array length must be a finite positive integer"),
        ("var f = function () { return 1 }\n;[1].sort(function () {\n  missing;\n});\n[2, 1].sort(function () {\n missing\n});", "(6, 2) Microsoft JScript runtime error: 'missing' is undefined"),
        ("eval('1 +');", "(1, 1) Microsoft JScript compilation error: Syntax error"),
    ],
)  # fmt: skip
def test_an_error_that_nothing_caught_is_one_line(js, tmp_path, text, line):
    """docs/behaviour.md, jscript-8."""
    done = js(text)
    assert (said(done, tmp_path), done.code, done.out) == ("a.js" + line, 0, "")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x = (1", "(1, 7) Microsoft JScript compilation error: Expected ')'"),
        ("var s = 'abc\nx", "(1, 9) Microsoft JScript compilation error: Unterminated string constant"),
        ("x = 1 y = 2", "(1, 7) Microsoft JScript compilation error: Expected ';'"),
        ("if x", "(1, 4) Microsoft JScript compilation error: Expected '('"),
        ("function f() {\n", "(2, 1) Microsoft JScript compilation error: Expected '}'"),
        ("return 1", "(1, 1) Microsoft JScript compilation error: 'return' statement outside of function"),
        ("break", "(1, 1) Microsoft JScript compilation error: Can't have 'break' outside of loop"),
        ("for (;;) { continue x; }", "(1, 21) Microsoft JScript compilation error: Label not found"),
        ("var class = 1", "(1, 5) Microsoft JScript compilation error: Expected identifier"),
        ("a = [1", "(1, 7) Microsoft JScript compilation error: Expected ']'"),
        ("x = a ? 1", "(1, 10) Microsoft JScript compilation error: Expected ':'"),
        ("/* never ended", "(1, 15) Microsoft JScript compilation error: Unterminated comment"),
        ("x = #", "(1, 5) Microsoft JScript compilation error: Invalid character"),
        ("x = @_win32", "(1, 5) Microsoft JScript compilation error: Conditional compilation is turned off"),
        ("//@cc_on @if (1) x", "(1, 19) Microsoft JScript compilation error: Expected '@end'"),
        ("do x(); until (1)", "(1, 9) Microsoft JScript compilation error: Expected 'while'"),
        ("try { }", "(1, 8) Microsoft JScript compilation error: Expected 'catch'"),
        ("let x = 1", "(1, 5) Microsoft JScript compilation error: Expected ';'"),
        ("x = () => 1", "(1, 6) Microsoft JScript compilation error: Syntax error"),
    ],
)
def test_a_script_that_does_not_compile_is_one_line_and_runs_not_at_all(js, tmp_path, text, line):
    """docs/behaviour.md, jscript-9."""
    done = js(text)
    assert (said(done, tmp_path), done.code, done.out) == ("a.js" + line, 1, "")


def test_quit_is_not_caught_wherever_it_is_said(js):
    """docs/behaviour.md, jscript-7."""
    text = "try { [1, 2].sort(function () { WScript.Quit(-3); }); } catch (e) { WScript.Echo(1) } finally { WScript.Echo(2) }"
    done = js(
        f"function f() {{ {text} WScript.Echo(3); }} try {{ f() }} catch (e) {{ f() }}\nWScript.Echo(4);"
    )
    assert (done.code, done.out, done.err) == (-3, "", "")


@pytest.mark.parametrize(
    "waiting",
    ["while (true) {}", "WScript.Sleep(60000)", "(function f() { try { for (;;) ; } catch (e) {} })()"],
)
def test_a_script_that_takes_too_long_is_ended(js, waiting):
    """docs/behaviour.md, jscript-7."""
    done = js("try {" + waiting + "} catch (e) { WScript.Echo(e) }", options=("//nologo", "//t:1"))
    assert (done.code, done.out) == (1, "")
    assert done.err.endswith("Script execution was terminated.\n")


def test_batch_mode_says_nothing_and_a_banner_is_printed(js):
    assert js("WScript.Echo(1); nope();", options=("//b", "//nologo")) == (0, "", "")
    assert js("WScript.Echo(1)", options=()).lines[-1] == "1"
    assert js("WScript.Echo(1)", options=()).lines[0] == "Microsoft (R) Windows Script Host Version 5.8"


def test_the_engine_may_be_named(js):
    assert js("WScript.Echo(1)", options=("//nologo", "//e:JScript"), name="tool.txt").out == "1\n"
    assert js("WScript.Echo 1", options=("//nologo", "//e:vbscript"), name="b.js").out == "1\n"


def test_a_trace_shows_each_statement(js):
    done = js(
        "function f() {\n  return 1;\n}\nfor (var i = 0; i < 1; i++)\n  f();", options=("//nologo", "--trace")
    )
    assert [line.partition(") ")[2] for line in done.err.splitlines()] == [
        "for (var i = 0; i < 1; i++)",
        "f();",
        "return 1;",
    ]


def test_any_of_the_encodings(js, tmp_path):
    """docs/behaviour.md, wsh-13."""
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        (tmp_path / "u.js").write_bytes('WScript.Echo("\u00fc\u20ac".length, "\u00fc");'.encode(encoding))
        assert cscript("//nologo", tmp_path / "u.js").out == "2 \u00fc\n"


def test_without_the_engine_a_script_says_what_to_install(js, monkeypatch):
    """docs/behaviour.md, jscript-11."""
    monkeypatch.setitem(sys.modules, "quickjs", None)
    done = js("WScript.Echo(1)")
    assert (done.code, done.out) == (1, "")
    assert done.err == "The engine of JScript is not installed: pip install 'adsiis[jscript]'.\n"
