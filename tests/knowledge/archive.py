"""An archive of articles made up: what each says, written in every style, and damaged in every way.

A draft says what an article holds; a style writes it as text; a damage spoils the text and tells which parts
of the draft cannot be expected to come out any more.
"""

from __future__ import annotations

import datetime as dt
import html
import random
from dataclasses import dataclass, replace

WORDS = [
    "server",
    "service",
    "memory",
    "leak",
    "handle",
    "thread",
    "request",
    "folder",
    "script",
    "page",
    "error",
    "stop",
    "start",
    "client",
    "cache",
    "filter",
    "session",
    "property",
    "value",
    "object",
    "provider",
    "metabase",
    "key",
    "log",
    "buffer",
    "queue",
    "socket",
    "timeout",
    "access",
]
MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
SECTIONS = ("SYMPTOMS", "CAUSE", "RESOLUTION", "STATUS", "MORE INFORMATION")
NAMES = ("Asp.dll", "W3svc.dll", "Iisext.dll", "Infocomm.dll", "Httpext.dll", "Query.dll", "Win32k.sys")


@dataclass(frozen=True)
class Row:
    """A fixed file."""

    day: dt.date
    time: dt.time
    version: str
    size: int
    name: str
    platform: str


@dataclass(frozen=True)
class Draft:
    """What an article holds."""

    number: int
    title: str
    day: dt.date
    product: str
    version: str
    keywords: tuple[str, ...]
    sections: dict[str, str]
    rows: tuple[Row, ...]
    links: tuple[tuple[int, str], ...]
    query: tuple[str, ...]
    pack: int

    @property
    def q(self):
        return f"Q{self.number}"


def draft(number, *, rows=None):
    """The draft of a number, always the same."""
    chance = random.Random(number)
    said = lambda count: " ".join(chance.choice(WORDS) for _ in range(count))  # noqa: E731
    day = dt.date(1995 + chance.randrange(8), 1 + chance.randrange(12), 1 + chance.randrange(28))
    sections = {title: _wrapped(said(chance.randrange(12, 60)).capitalize() + ".") for title in SECTIONS}
    sections["SYMPTOMS"] = f"Caf\xe9 {sections['SYMPTOMS']}"
    if chance.random() < 0.3:
        sections["HOW TO TELL"] = _wrapped(said(20))
    return Draft(
        number,
        said(6).title(),
        day,
        chance.choice(("Internet Information Server", "Windows NT", "Exchange Server")),
        chance.choice(("3.0", "4.0", "5.0", "5.5 SP1")),
        tuple(f"kb{chance.choice(WORDS)}{chance.randrange(100)}" for _ in range(3)),
        sections,
        tuple(_row(chance) for _ in range(chance.randrange(1, 5) if rows is None else rows)),
        ((chance.randrange(100_000, 330_000), said(5).title()),),
        (chance.choice(WORDS), chance.choice(WORDS).upper()),
        chance.randrange(1, 6),
    )


def _row(chance):
    return Row(
        dt.date(1998 + chance.randrange(5), 1 + chance.randrange(12), 1 + chance.randrange(28)),
        dt.time(chance.randrange(24), chance.randrange(60)),
        f"{chance.randrange(4, 6)}.0.{chance.randrange(1000, 3000)}.{chance.randrange(9000)}",
        chance.randrange(1000, 3_000_000),
        chance.choice(NAMES),
        chance.choice(("x86", "Alpha")),
    )


def _wrapped(text):
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) > 78:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


DATES = (
    lambda day: f"{day.month}/{day.day}/{day.year}",
    lambda day: f"{day.month:02}/{day.day:02}/{day.year % 100:02}",
    lambda day: f"{day.day:02}-{MONTHS[day.month - 1].title()}-{day.year}",
    lambda day: f"{MONTHS[day.month - 1].title()}-{day.day:02}-{day.year}",
    lambda day: day.isoformat(),
)
TIMES = (
    lambda time: f"{time.hour}:{time.minute:02}:00",
    lambda time: f"{time.hour:02}:{time.minute:02}",
    lambda time: f"{time.hour % 12 or 12}:{time.minute:02}{'p' if time.hour >= 12 else 'a'}",
    lambda time: f"{time.hour % 12 or 12:02}:{time.minute:02}{'PM' if time.hour >= 12 else 'AM'}",
    lambda time: f"{time.hour % 12 or 12}:{time.minute:02} {'pm' if time.hour >= 12 else 'am'}",
)
SIZES = ("{:,}", "{}")
ORDERS = (
    ("Date", "Time", "Version", "Size", "File name", "Platform"),
    ("File Name", "Size", "Date", "Time", "File Version", "Platform"),
    ("Date", "Time", "Size", "File name", "Platform", "Version"),
    ("File name", "Version", "Date", "Time", "Size", "Platform"),
)


def table(made, kind=None):
    """The lines of the file table of a draft, in a form that its number chooses."""
    chance = random.Random(made.number)
    day, time, size = chance.choice(DATES), chance.choice(TIMES), chance.choice(SIZES)
    titles = chance.choice(ORDERS)
    lines = []
    for row in made.rows:
        cell = {
            "date": day(row.day),
            "time": time(row.time),
            "version": row.version,
            "file version": row.version,
            "size": size.format(row.size),
            "file name": row.name,
            "platform": row.platform,
        }
        lines.append([cell[title.lower()] for title in titles])
    kind = kind or chance.choice(("plain", "plain", "grid", "narrow"))
    return {"plain": _plain, "grid": _grid, "narrow": _narrow}[kind](titles, lines)


def _plain(titles, lines):
    wide = [max(len(line[at]) for line in [titles, *lines]) for at in range(len(titles))]
    out = [
        "  " + "  ".join(text.ljust(wide[at]) for at, text in enumerate(line)) for line in [titles, *lines]
    ]
    return [out[0], "  " + "-" * (len(out[0]) - 2), *out[1:]]


def _grid(titles, lines):
    wide = [max(len(line[at]) for line in [titles, *lines]) for at in range(len(titles))]
    bar = "+" + "-" * (sum(wide) + 3 * len(wide) - 1) + "+"
    out = [bar]
    for line in [titles, *lines]:
        out += ["| " + " | ".join(text.ljust(wide[at]) for at, text in enumerate(line)) + " | ", bar]
    return out


def _narrow(titles, lines):
    return [" ".join(titles), "-" * 60, *(" ".join(line) for line in lines)]


def _body(made):
    """The sections as text, the table and the links in their places."""
    parts = []
    for title, said in made.sections.items():
        text = said
        if title == "RESOLUTION":
            number, name = made.links[0]
            text += f"\n\n  Q{number} {name}\n\nThe English version of this fix has these file attributes or\nlater:\n\n"
            text += "\n".join(table(made)) + "\n"
        if title == "STATUS":
            text += f" First corrected in\nWindows 2000 Service Pack {made.pack}."
        parts.append(f"{title}\n{'=' * len(title)}\n\n{text}\n")
    return "\n".join(parts)


def _applies(made):
    bar = "-" * 79
    return f"{bar}\nThe information in this article applies to:\n\n- Microsoft {made.product} version {made.version} \n{bar}\n"


def _footer(made):
    return (
        f"Additional query words: {' '.join(made.query)}\n\n{'=' * 70}\n"
        f"Keywords          : {' '.join(made.keywords)} \nTechnology        : kb{made.product.split()[0]}Search\n"
        f"Version           : :{made.version}\nHardware          : x86\nIssue type        : kbbug\n"
        f"Solution Type     : kbfix\n\n{'=' * 77}\n"
    )


def _day(made):
    return f"{made.day.day:02}-{MONTHS[made.day.month - 1]}-{made.day.year}"


def article_style(made):
    return (
        f"Article: {made.q}\nTitle: {made.title}\nProduct(s): {made.product}\nVersion(s): {made.version}\n"
        f"Operating System(s): \nKeyword(s): {' '.join(made.keywords)}\nLast Modified: {_day(made)}\n\n"
        f"{_applies(made)}\n{_body(made)}\n{_footer(made)}"
    )


def document_style(made):
    return (
        f"DOCUMENT:{made.q}  {_day(made)}  [iis]\nTITLE   :{made.title}\nPRODUCT :{made.product}\n"
        f"PROD/VER:winnt:{made.version}\nOPER/SYS:\nKEYWORDS:{' '.join(made.keywords)}\n\n{'=' * 70}\n"
        f"{_applies(made)}\n{_body(made)}\n{_footer(made)}"
    )


def page_style(made):
    lines = article_style(made).replace(f"Title: {made.title}\n", "").split("\n")
    return (
        f'---\nlayout: page\ntitle: "{made.q}: {made.title}"\npermalink: /kb/{made.number // 1000}/{made.q}/\n---\n\n'
        f"## {made.q}: {made.title}\n\n{{% raw %}}\n\n"
        + "".join(f"\t{line}\n" for line in lines)
        + "\n{% endraw %}\n"
    )


def wrapped_style(made):
    text = article_style(made).replace(f"Title: {made.title}\n", "")
    return (
        f"<!DOCTYPE html>\n<html><head><title>{made.q}: {made.title} | KnowledgeBase Archive</title></head>\n"
        f"<body><h1>Archive</h1><pre><code>{html.escape(text)}</code></pre><p>Copyright.</p></body></html>\n"
    )


def html_style(made):
    sections = []
    for title, said in made.sections.items():
        text = f"<p>{html.escape(said)}</p>"
        if title == "RESOLUTION":
            number, name = made.links[0]
            rows = [
                [cell.strip() for cell in line.strip(" |").split("|")]
                for line in table(made, "grid")
                if "|" in line
            ]
            cells = "".join(
                "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>\n" for row in rows
            )
            text += (
                f'<p><a href="/kb/{number}">Q{number}</a> {name}</p>\n'
                f"<p>The English version of this fix has these file attributes or later:</p><table>{cells}</table>"
            )
        if title == "STATUS":
            text += f"<p>First corrected in Windows&nbsp;2000 Service Pack {made.pack}.</p>"
        sections.append(f"<h2>{title}</h2>\n{text}\n")
    return (
        f"<HTML><HEAD><TITLE>{made.title} ({made.number})</TITLE></HEAD><BODY>\n"
        f"<H1>{made.title} ({made.number})</H1>\n<P>Article Last Modified on {made.day.month}/{made.day.day}/{made.day.year}</P>\n"
        f"<hr>The information in this article applies to:<ul><li>Microsoft {made.product} version {made.version}</ul><hr>\n"
        f"<p>This article was previously published under {made.q}</p>\n{''.join(sections)}\n"
        f"<p>Additional query words: {' '.join(made.query)}</p>\n<hr>\n<p>Keywords: {' '.join(made.keywords)}<br>\n"
        f"Technology: kb{made.product.split()[0]}Search<br>Version: {made.version}<br>Hardware: x86<br>\n"
        "Issue type: kbbug<br>\nSolution Type: kbfix</p>\n</BODY></HTML>\n"
    )


STYLES = {
    "article": article_style,
    "document": document_style,
    "page": page_style,
    "wrapped": wrapped_style,
    "html": html_style,
}


@dataclass(frozen=True)
class Sample:
    """A file of the archive: its draft, its bytes, and what cannot be expected of it."""

    draft: Draft
    style: str
    damage: str
    data: bytes
    path: str
    lost: frozenset[str] = frozenset()
    rows_reported: int = 0


def sample(number, style, damage):
    """A file in a style, damaged."""
    made = draft(number)
    text = STYLES[style](made)
    whole = Sample(made, style, damage, text.encode(), f"archive/{made.q}.txt")
    return DAMAGES[damage](whole, text)


def _as(encoding, mark=b""):
    return lambda one, text: replace(one, data=mark + text.encode(encoding))


def _no_number(one, text):
    number = str(one.draft.number)
    spoilt = text.replace(number, f"{number[:2]}x{number[2:]}")
    return replace(one, data=spoilt.encode(), lost=frozenset({"title"}))


def _no_day(one, text):
    spoilt = text.replace(_day(one.draft), "31-FEB-2001").replace(
        f"on {one.draft.day.month}/{one.draft.day.day}/", "on 13/32/"
    )
    return replace(one, data=spoilt.encode(), lost=frozenset({"modified"}))


def _no_bars(one, text):
    for title in one.draft.sections:
        text = text.replace(f"{title}\n\t{'=' * len(title)}\n", f"{title}\n").replace(
            f"{title}\n{'=' * len(title)}\n", f"{title}\n"
        )
    return replace(one, data=text.encode(), lost=frozenset({"HOW TO TELL"}))


def _no_name(one, text):
    """The file name of the first row is gone."""
    first = one.draft.rows[0].name
    at = text.index(first, text.index("later:"))
    return replace(one, data=(text[:at] + text[at + len(first) :]).encode(), rows_reported=1)


def _empty_cell(one, text):
    """The version of the first row is gone."""
    return replace(
        one, data=text.replace(one.draft.rows[0].version, "", 1).encode(), lost=frozenset({"version"})
    )


def _misspelt(one, text):
    return replace(one, data=text.replace("Platform", "Platfrom").replace("Size", "Sice").encode())


def _twice(one, text):
    return replace(one, data=text.replace("Hardware ", "Issue type        : kbother\nHardware ").encode())


def _more(one, text):
    for name in ("OPER/SYS:", "Operating System(s):", "<hr>The info"):
        text = text.replace(name, f"Reviewer: somebody\n{name}", 1)
    return replace(
        one,
        data=text.replace("Reviewer", "<p>Reviewer", 1).encode() if one.style == "html" else text.encode(),
    )


def _cut_off(one, text):
    """All after the file table is gone."""
    end = text.index("STATUS")
    return replace(
        one, data=text[:end].encode(), lost=frozenset({"footer", "STATUS", "MORE INFORMATION", "HOW TO TELL"})
    )


DAMAGES = {
    "none": lambda one, text: one,
    "line ends of DOS": lambda one, text: replace(one, data=text.replace("\n", "\r\n").encode() + b"\x1a"),
    "code page 1252": _as("cp1252"),
    "UTF-8 with its mark": _as("utf-8", b"\xef\xbb\xbf"),
    "UTF-16": _as("utf-16-le", b"\xff\xfe"),
    "UTF-16 without its mark": _as("utf-16-be"),
    "no number": _no_number,
    "a date that is none": _no_day,
    "headings without bars": _no_bars,
    "a row without a name": _no_name,
    "an empty cell": _empty_cell,
    "misspelt titles": _misspelt,
    "a line twice": _twice,
    "a line that nobody knows": _more,
    "cut off": _cut_off,
}


def samples(count):
    """So many files: every style with every damage, again and again."""
    pairs = [(style, damage) for damage in DAMAGES for style in STYLES]
    return [sample(200_000 + index, *pairs[index % len(pairs)]) for index in range(count)]


def write_archive(folder, count, words=150):
    """Write an archive of many articles to a folder, each with some words of its own; quick, of one style."""
    chance = random.Random(count)
    vocabulary = [f"{chance.choice(WORDS)}{index}" for index in range(20_000)]
    drafts = [draft(300_000 + index) for index in range(64)]
    texts = [article_style(made) for made in drafts]
    for index in range(count):
        made, text = drafts[index % 64], texts[index % 64]
        number = 100_000 + index
        more = _wrapped(" ".join(chance.choices(vocabulary, k=words)))
        text = text.replace(made.q, f"Q{number}", 1).replace(
            "STATUS\n", f"NOTES\n=====\n\n{more}\n\nSTATUS\n", 1
        )
        place = folder / str(number // 1000)
        place.mkdir(exist_ok=True)
        (place / f"Q{number}.txt").write_text(text)
