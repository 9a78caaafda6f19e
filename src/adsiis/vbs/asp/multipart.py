"""Forms with files, multipart/form-data: the text fields, and for a file its name.

The files themselves are what a page takes from BinaryRead. Source: docs/behaviour.md, asp-14.
"""

from __future__ import annotations

from email.message import Message

_MAX_PARTS = 10_000


def fields(content_type: str, body: bytes, encoding: str) -> dict[str, list[str]]:
    """The text fields of a body, each name with its values."""
    boundary = _parameter(content_type, "boundary")
    found: dict[str, list[str]] = {}
    if not boundary:
        return found
    for part in body.split(b"--" + boundary.encode("latin-1", "replace"), _MAX_PARTS)[1:]:
        head, gap, content = part.partition(b"\r\n\r\n")
        if not gap or part.startswith(b"--"):
            continue
        disposition = _disposition(head.decode(encoding, "replace"))
        name, file = _parameter(disposition, "name"), _parameter(disposition, "filename")
        if name is not None:
            text = content.removesuffix(b"\r\n").decode(encoding, "replace") if file is None else file
            found.setdefault(name, []).append(text)
    return found


def _disposition(head: str) -> str:
    lines = (line.partition(":") for line in head.split("\r\n"))
    return next(
        (value.strip() for name, _, value in lines if name.strip().lower() == "content-disposition"), ""
    )


def _parameter(field: str, name: str) -> str | None:
    message = Message()
    message["content-type"] = field.replace("\r", " ").replace("\n", " ")
    found = message.get_param(name)
    return found if isinstance(found, str) else None
