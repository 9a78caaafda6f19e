"""A small writer of IIS's own layout, for tests only: it shares nothing with the package.

Every attribute on its own line after two tabs, in ordinal order; items of a list parted by a line break and
three tabs inside the attribute; a line break that is content as a reference.
"""

from __future__ import annotations

HEAD = (
    '\ufeff<?xml version ="1.0"?>\n'
    '<configuration xmlns="urn:microsoft-catalog:XML_Metabase_V64_0">\n'
    "<MBProperty>\n"
)
TAIL = "</MBProperty>\n</configuration>\n"
_REFERENCES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\r": "&#13;",
    "\n": "&#10;",
    "\t": "&#9;",
}


def escaped(text):
    return "".join(_REFERENCES.get(c, c) for c in text)


def value(data):
    return "\n\t\t\t".join(map(escaped, data)) if isinstance(data, (list, tuple)) else escaped(data)


def element(name, location, attributes=None, customs=()):
    """One key; `attributes` maps names to texts or lists, each of `customs` the fields of a Custom."""
    lines = [f'<{name}\tLocation ="{escaped(location)}"']
    lines += [f'\t\t{each}="{value(data)}"' for each, data in sorted((attributes or {}).items())]
    lines.append("\t>")
    for custom in customs:
        lines += ["\t<Custom", *(f'\t\t{each}="{value(data)}"' for each, data in custom.items()), "\t/>"]
    return "\n".join([*lines, f"</{name}>\n"])


def document(*elements):
    return HEAD + "".join(elements) + TAIL


def as_iis(text):
    """The text as IIS saves it: UTF-8 with a byte order mark and CR LF."""
    return text.replace("\n", "\r\n").encode()
