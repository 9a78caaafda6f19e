"""Windows Script Files: jobs, what is in them, and what is wrong with them."""

from __future__ import annotations

import pytest

from adsiis.scripting.wsf import WsfError, jobs_of
from scripting.calls import cscript

BOTH = """<package>
<job id="a">{0}</job>
<job id="b"><script language="JScript">WScript.Echo("b");</script></job>
</package>"""


@pytest.fixture
def wsf(tmp_path, monkeypatch):
    """Run the text of a .wsf, without a store."""
    monkeypatch.chdir(tmp_path)

    def wsf(text, *words):
        (tmp_path / "a.wsf").write_text(text)
        return cscript("//nologo", "a.wsf", *words, home=str(tmp_path / "data"))

    return wsf


def test_jobs_are_chosen_by_their_names(wsf):
    """docs/behaviour.md, wsf-3."""
    text = BOTH.format('<script language="VBScript">WScript.Echo "a"</script>')
    assert wsf(text).out == "a\n"
    assert wsf(text, "//job:B").out == "b\n"
    assert wsf(text, "//job:b", "//job:a").out == "b\na\n"
    assert wsf(text, "//job:c") == (1, "", 'Input Error: Unable to find job "c".\n')


def test_names_are_shared_by_the_languages(wsf):
    """docs/behaviour.md, wsf-4."""
    done = wsf(
        '<job><script language="VBScript">\nDim n : n = 1\nFunction Twice(x) : Twice = x * 2 : End Function\n</script>'
        '<script language="JScript">\nvar list = [1, 2];\nfunction size() { return list.length; }\n'
        'n = Twice(n) + TWICE(3); WScript.Echo(n);\n</script><script language="VBScript">\n'
        "WScript.Echo n, size(), list.length, TypeName(list)\nlist = 5\nWScript.Echo list\n</script>"
        '<script language="JScript">WScript.Echo(list + 1);</script></job>'
    )
    assert (done.out, done.err) == ("8\n8 2 2 JScriptTypeInfo\n5\n6\n", "")


def test_an_error_has_its_place_in_the_file_it_is_in(wsf, tmp_path):
    """docs/behaviour.md, wsh-11 and jscript-8."""
    (tmp_path / "lib.vbs").write_text("Sub Fail\n  x = 1 / 0\nEnd Sub")
    (tmp_path / "lib.js").write_text("function fail() {\n\n  nothing.x;\n}")
    job = '<job><script src="lib.vbs"/>\n<script language="JScript" src="lib.js"/>\n<script language="{}">\n {}\n</script></job>'
    folder = f"Z:{str(tmp_path).replace('/', chr(92))}{chr(92)}"
    for language, call, said in (
        ("VBScript", "Fail", "lib.vbs(2, 3) Microsoft VBScript runtime error: Division by zero"),
        ("JScript", "fail();", "lib.js(3, 3) Microsoft JScript runtime error: 'nothing' is undefined"),
        ("JScript", "Fail();", "a.wsf(4, 2) Microsoft JScript runtime error: Division by zero"),
        ("VBScript", "Nope 1", "a.wsf(4, 2) Microsoft VBScript runtime error: Type mismatch: 'Nope'"),
        ("VBScript", "x = (", "a.wsf(5, 1) Microsoft VBScript compilation error: Expected expression"),
        ("JScript", "x = ;", "a.wsf(4, 6) Microsoft JScript compilation error: Syntax error"),
    ):
        assert wsf(job.format(language, call)).err == folder + said + "\n"


def test_a_file_that_is_not_there_is_told(wsf):
    done = wsf('<job><script src="gone.vbs"/></job>')
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith('Input Error: Can not find script file "Z:')


def test_usage_is_shown_when_it_is_asked_for(wsf):
    """docs/behaviour.md, wsf-6."""
    begin = '<job><runtime><named name="a" helpstring="first" type="string" required="true"/>{}</runtime>'
    script = "<script>WScript.Echo 1</script></job>"
    assert wsf(begin.format("") + script, "/?").out == "Usage: a.wsf /a:value\n\nOptions:\n\na : first\n"
    assert wsf(begin.format("<usage>Call it so.</usage>") + script, "/?").out == "Call it so.\n"
    assert wsf(begin.format("") + script).out == "1\n"
    assert wsf("<job><script>WScript.Arguments.ShowUsage</script></job>").out == "\n"


def test_a_script_is_text_whatever_is_in_it():
    """docs/behaviour.md, wsf-1."""
    (job,) = jobs_of('<job id="x">\n<script language="JScript">if (a < b && c) "</p>";</script></job>')
    (block,) = job.blocks
    assert block.code.strip() == 'if (a < b && c) "</p>";'
    assert block.code.count("\n") == 1
    (job,) = jobs_of('<?xml version="1.0"?><job><script><![CDATA[x = 1 < 2]]></script></job>')
    assert job.blocks[0].code.strip() == "x = 1 < 2"


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ("", 0, "The file has no <job>."),
        ("<job><script>x</job>", 5, "The element <script> has no end tag </script>."),
        ("<package><job></package>", 14, "The end tag </package> closes nothing; </job> was expected."),
        ("<job>", 0, "The element <job> has no end tag </job>."),
        ("<job><script language=VBScript>x</script></job>", 5, "A tag is not closed, or its attributes are not in quotes."),
        ('<job><script language="Perl">x</script></job>', 5, "There is no script engine for the language 'Perl'."),
        ("<script>x</script>", 0, "The element <script> may not stand at the top."),
        ("<job><named name='x'/></job>", 5, "The element <named> may not stand in <job>."),
        ("<job><object progid='x'/></job>", 5, "The element <object> needs the attribute id."),
        ("<?xml version='1.0'?><job><script>a < b</script></job>", 38, "The file is not well-formed XML: not well-formed (invalid token)."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_sentence_with_its_place(text, at, said):
    """docs/behaviour.md, wsf-2."""
    with pytest.raises(WsfError) as raised:
        jobs_of(text)
    assert str(raised.value) == said
    assert abs(raised.value.at - at) <= 1


def test_a_wrong_file_is_one_line(wsf, tmp_path):
    """docs/behaviour.md, wsf-2."""
    done = wsf("<job>\n  <scrip>\n</job>")
    assert (done.code, done.out) == (1, "")
    assert "a.wsf(2, 3) Windows Script Host: The element <scrip> may not stand in <job>." in done.err
