"""The pages of our own: errors and the welcome."""

import re
from html.parser import HTMLParser

import pytest

from adsiis.w3svc.errors import HttpError, error_page, prepared_error
from adsiis.w3svc.welcome import FILE_NAME, welcome_page


class Outline(HTMLParser):
    """What assistive technology looks for first."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.lang, self.links = [], None, []
        self.feed(page.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        attributes = dict(attrs)
        self.lang = self.lang or attributes.get("lang")
        self.links += [value for name, value in attrs if name in {"src", "href"}]


PAGES = {
    "welcome": welcome_page(),
    "400": error_page(400, 1),
    "404": error_page(404, 3),
    "unknown": error_page(599, 7),
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_page_stands_alone_and_can_be_read_by_everyone(page):
    """docs/behaviour.md, page-1."""
    outline = Outline(page)
    assert outline.lang == "en"
    assert outline.tags.count("h1") == 1
    assert "title" in outline.tags
    assert "main" in outline.tags
    assert outline.links == []
    assert b"url(" not in page
    assert b"@import" not in page
    assert b"<script" not in page
    assert b"color-scheme: light dark" in page
    assert len(page) < 4096


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [0, 1])
def test_the_welcome_page_has_enough_contrast_in_both_themes(theme):
    rules = re.findall(rb":root \{([^}]*--ink[^}]*)\}", welcome_page())
    colours = {
        name: (value * 2 if len(value) == 3 else value)
        for name, value in re.findall(r"--(\w+): #(\w+)", rules[theme].decode())
    }
    for text in ("ink", "quiet", "mark"):
        for ground in ("paper", "card"):
            bright, dark = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)
            assert (bright + 0.05) / (dark + 0.05) >= 4.5, (text, ground)


def test_the_welcome_page_says_what_it_is_where_it_lies_and_what_to_do():
    page = welcome_page()
    assert FILE_NAME.encode() in page
    assert rb"C:\Inetpub\wwwroot" in page
    assert page.count(b"<code>adsiis ") == 3


def test_an_error_page_is_the_same_for_every_request():
    assert prepared_error(404) is prepared_error(404)
    assert error_page(404, 99) == error_page(404)


def test_the_reason_of_a_refusal_stays_inside():
    refused = HttpError(403, 2, "C:\\inner", ((b"Allow", b"GET"),))
    answer = refused.response()
    assert b"inner" not in answer.body
    assert (b"Allow", b"GET") in answer.headers
    assert "403.2" in str(refused)
