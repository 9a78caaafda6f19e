"""The guard: line breaks and tabs inside attribute values come through an XML parser."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from adsiis.formats.metabase_xml import MetabaseFileError
from adsiis.formats.metabase_xml.guard import guarded, is_list, items, plain

MARKS = "\ue000\ue001\ue002"
TEXT = st.text(st.sampled_from("ab<>&\"'\n\r\t é" + MARKS) | st.characters(codec="utf-8", min_codepoint=32))


def through(text):
    """The root element of a text that went through guard and parser."""
    return etree.fromstring("".join(guarded(text, "f")).encode())


def value_of(quoted):
    return through(f"<a v={quoted}/>").get("v")


def literally(text, quote):
    """A value with every line break and tab written as itself."""
    for raw, reference in (("&", "&amp;"), ("<", "&lt;"), (quote, "&#34;" if quote == '"' else "&#39;")):
        text = text.replace(raw, reference)
    return f"{quote}{text}{quote}"


def test_literal_line_breaks_part_items_and_the_tabs_after_them_belong_to_neither():
    """docs/behaviour.md, xml-3."""
    assert items(value_of('"one\n\t\t\ttwo\r\n\t\t\tthree"')) == ("one", "two", "three")


def test_a_line_break_written_as_a_reference_is_content():
    """docs/behaviour.md, xml-3."""
    assert items(value_of('"one&#10;more&#9;\n\t\t\ttwo&#xA;"')) == ("one\nmore\t", "two\n")
    assert not is_list(value_of('"one&#10;more"'))


def test_blanks_of_an_item_stay_when_tabs_indent_it_and_go_when_they_are_the_indent():
    assert items(value_of('"one \n\t\t\t two"')) == ("one ", " two")
    assert items(value_of('"one\n        two"')) == ("one", "two")


def test_quotes_in_text_are_not_taken_for_those_of_a_value():
    """docs/behaviour.md, xml-2."""
    root = through('<a><b>"</b><c v="one\n\t\t\ttwo"/><d>"</d></a>')
    assert items(root.find("c").get("v")) == ("one", "two")
    root = through("<a><b>it's</b><c v='one\n\t\t\ttwo'/></a>")
    assert items(root.find("c").get("v")) == ("one", "two")


def test_empty_items_are_none():
    """docs/behaviour.md, xml-3: a MULTISZ cannot hold one."""
    assert items(value_of('"\n\t\t\tone\n\n\t\t\ttwo\n\t\t"')) == ("one", "two")
    assert items(value_of('""')) == ()


@given(TEXT.filter(lambda text: "\r" not in text), st.sampled_from("\"'"))
def test_a_value_written_literally_comes_back_as_it_was(text, quote):
    """docs/behaviour.md, xml-2."""
    assert plain(value_of(literally(text, quote))) == text


@given(st.text(st.sampled_from("ab" + MARKS)))
def test_the_characters_the_guard_marks_with_may_stand_in_the_file(text):
    """docs/behaviour.md, xml-2."""
    references = "".join(f"&#x0{ord(c):x};" if i % 2 else f"&#0{ord(c)};" for i, c in enumerate(text))
    assert plain(value_of(f'"{references}\n\t{text}"')) == f"{text}\n\t{text}"
    assert items(value_of(f'"{references}"')) == ((text,) if text else ())


@pytest.mark.parametrize(
    "before",
    [
        '<!-- an \'odd " quote and a <tag v=" -->',
        "<![CDATA[ <b v=\" ' ]]>",
        "<?target v=\" ' > ?>",
        'it\'s "text" > here',
        "<b v='>\"' w=\">'\"/>",
        "<b v='a > b\n\t\"c'></b>",
        '<!--><b v="-->',
        "<?b ?><!---->",
    ],
)
def test_quotes_and_brackets_where_they_mean_nothing_do_not_fool_it(before):
    """docs/behaviour.md, xml-2."""
    root = through(f'<a>{before}<c v="one\n\t\t\ttwo>"/></a>')
    assert items(root.find("c").get("v")) == ("one", "two>")


@given(
    st.lists(
        st.sampled_from(["<a ", "</a>", ">", "<!--", "-->", '"', "'", "<?", "?>", "\n", "\t", "x=", "&#10;"])
    )
)
def test_what_is_no_tag_keeps_every_character_and_every_line(pieces):
    text = "".join(pieces)
    marked = "".join(guarded(text, "f"))
    assert plain(marked.replace("\ue002\n", "\ue002 ")) == text
    assert marked.count("\n") == text.count("\n")


@pytest.mark.parametrize(
    "declared", ["<!DOCTYPE a>", '<!DOCTYPE a [<!ENTITY b "c">]>', "<!ENTITY b 'c'>", "<!doctype a>"]
)
def test_a_document_type_is_refused_with_its_line(declared):
    """docs/behaviour.md, xml-2: where no entity can be declared, none can swell."""
    with pytest.raises(
        MetabaseFileError, match=r"^f, line 3, column 2: a document type .* expected"
    ) as caught:
        list(guarded(f"<?xml version='1.0'?>\n<!-- <!DOCTYPE -->\n {declared}<a/>", "f"))
    assert (caught.value.line, caught.value.column) == (3, 2)


@pytest.mark.parametrize(
    "hostile",
    [
        "<a '",
        '<a "',
        "<",
        "<!--",
        "<a>",
        "<a b='\n'>",
        "<![CDATA[",
        "<?",
        "<a b='' c=\"",
        "\n\t",
        "<a b='\t'",
        "]]>",
        "&#",
    ],
)
def test_hostile_text_comes_through_whole(hostile):
    """docs/behaviour.md, xml-2; that time is in step with the length is measured by the benchmark formats."""
    text = hostile * (600_000 // len(hostile))
    assert plain("".join(guarded(text, "f")).replace("\ue002\n", "\ue002 ")) == text
