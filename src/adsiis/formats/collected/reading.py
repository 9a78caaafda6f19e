"""What the script printed, as a tree.

Every line begins with a word that says what it is; the last holds a sum over all others, so that a file that
was cut off or changed on its way is refused. Source: docs/behaviour.md, collect-2 and collect-3.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final, NamedTuple

from adsiis.formats.collected import values
from adsiis.formats.collected.sealing import MOST_ITERATIONS, SCHEME, Seal
from adsiis.formats.errors import TreeFileError
from adsiis.metabase import paths
from adsiis.metabase.errors import InvalidPathError, WrongPasswordError
from adsiis.metabase.record import EXPANDSZ, SERVER, STRING, Key, Record
from adsiis.schema import SchemaError, schema

if TYPE_CHECKING:
    from adsiis.metabase.record import Data

HEAD: Final = "adsiis-collected 1"
_ISINHERITED: Final = 0x20


class Collected(NamedTuple):
    """What was collected: the keys, and what was odd."""

    keys: list[Key]
    warnings: list[str]


def read(content: bytes, name: str, password: str | None = None) -> Collected:
    """The tree in what the script printed.

    Args:
        content: the file.
        name: what errors call it.
        password: the one secure values are sealed with; without one they are left out.

    Raises TreeFileError, and WrongPasswordError.
    """
    reader = _Reader(name, password)
    for number, line in enumerate(_checked(_lines(content), name), 1):
        try:
            reader.take(line.split(" "))
        except (ValueError, IndexError, SchemaError, InvalidPathError) as error:
            raise TreeFileError(f"the line cannot be read: {str(error).rstrip('.')}.", name, number) from None
    return Collected([*_root(), *reader.keys()], reader.warnings())


def _root() -> list[Key]:
    """The key above all, which the provider does not show: as a new store has it."""
    from adsiis.schema.fresh import fresh_keys

    return [key for key in fresh_keys("iis6", "HERE") if key.path == paths.ROOT]


def _lines(content: bytes) -> list[str]:
    wide = content[:2] in {b"\xff\xfe", b"\xfe\xff"}
    text = content.decode("utf-16" if wide else "ascii", "replace")
    return [line for line in text.replace("\r", "").split("\n") if line]


def _checked(lines: list[str], name: str) -> list[str]:
    """The lines from the head to the last, whose sum is right. Raises TreeFileError."""
    start = lines.index(HEAD) if HEAD in lines else len(lines)
    found = lines[start:-1]
    words = lines[-1].split(" ") if lines else []
    if words[:1] != ["end"] or not found:
        raise TreeFileError("it does not end as collect.vbs ends its output: it was cut off.", name)
    total = zlib.adler32("".join(line + "\n" for line in found).encode("ascii", "replace"))
    if words[1:] != [str(len(found)), str(total & 0xFFFF), str(total >> 16)]:
        raise TreeFileError("its sum is wrong: it was changed after collect.vbs wrote it.", name)
    return found


class _Reader:
    """Takes line after line."""

    def __init__(self, name: str, password: str | None) -> None:
        self._name = name
        self._password = password
        self._seal: Seal | None = None
        self._found: dict[str, Key] = {}
        self._key = Key("")
        self._word = ""
        self._left_out: list[str] = []
        self._lost: list[str] = []

    def keys(self) -> list[Key]:
        """The keys, parents first."""
        return list(self._found.values())

    def warnings(self) -> list[str]:
        """What was left out, and why."""
        secret = f"{len(self._left_out)} secure values are left out; "
        why = "collect.vbs was not asked for them" if self._seal is None else ""
        if any(word == "sealed" for word in self._left_out):
            why = "give the password they are sealed with by --password-file"
        return [*self._lost, *([secret + why + "."] if self._left_out else [])]

    def take(self, words: list[str]) -> None:
        """Take a line. Raises ValueError."""
        kind, rest = words[0], words[1:]
        if kind == "key":
            self._word = rest[0]
            path = paths.normal(values.text(rest[0]))
            self._key = self._found.setdefault(paths.fold(path), Key(path, {}))
        elif kind == "value":
            self._value(rest)
        elif kind == "seal":
            self._sealed(rest)
        elif kind == "secret":
            self._left_out.append("secret")
        elif kind == "lost":
            told = f"{values.text(rest[0])} could not be read there: {values.text(rest[1])}"
            self._lost.append(f"{self._key.path}: {told.strip().rstrip('.')}.")
        elif kind not in {"machine", "version", "adsiis-collected"}:
            raise ValueError(f"{kind!r:.40} begins no line")

    def _sealed(self, words: list[str]) -> None:
        scheme, iterations, salt, proof = words
        if scheme != SCHEME or not 0 < int(iterations) <= MOST_ITERATIONS:
            raise ValueError(
                f"values are sealed by {scheme!r:.40} with {iterations:.10} rounds; that is unknown"
            )
        if self._password is None:
            return
        self._seal = Seal(self._password, int(iterations), bytes.fromhex(salt))
        if not self._seal.is_right(proof):
            raise WrongPasswordError(f"{self._name}: the password is not the one collect.vbs was given.")

    def _value(self, words: list[str]) -> None:
        name, number, attributes, user_type, *rest = words
        if rest[0] == "sealed":
            if self._seal is None:
                self._left_out.append("sealed")
                return
            opened = self._seal.opened(rest[1], f"{self._word} {name}", rest[2], rest[3])
            if opened is None:
                raise ValueError("what is sealed was changed after collect.vbs wrote it")
            rest = opened.split(" ")
        try:
            data_type, data = values.data(rest)
        except SchemaError as error:
            self._lost.append(f"{self._key.path}: {values.text(name)} is left out: {error}")
            return
        record = _record(values.text(name), (number, attributes, user_type), data_type, data)
        self._key.records[record.id] = record


def _record(name: str, about: tuple[str, str, str], data_type: int, data: Data) -> Record:
    """A record; what the server did not say of it, the schema does. Raises ValueError."""
    prop = schema().property(name)
    number, attributes, user_type = (None if word == "-" else int(word) for word in about)
    if prop is None:
        if number is None:
            raise ValueError(f"the schema knows no {name!r:.80}, and the line has no number for it")
        return Record(number, _plain(attributes or 0), user_type or SERVER, data_type, data, name)
    if data_type == STRING and prop.data_type == EXPANDSZ:
        data_type = EXPANDSZ
    if data_type != prop.data_type:
        raise ValueError(f"the value of {name} is of another type than the schema says")
    return Record(
        prop.id,
        _plain(prop.attributes if attributes is None else attributes),
        prop.user_type if user_type is None else user_type,
        data_type,
        data,
    )


def _plain(attributes: int) -> int:
    return attributes & ~_ISINHERITED
