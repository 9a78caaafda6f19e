"""What a new store holds, for a machine of IIS 6.0 or of IIS 5.0.

The keys are written in text files beside the code; the profile iis5 and the extra services are files laid
over the first. States, which do not outlive the host, are not among them: the host makes those.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from adsiis.metabase.paths import is_below
from adsiis.metabase.record import Key
from adsiis.schema import security, tables
from adsiis.schema.errors import FreshStoreError
from adsiis.schema.reader import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from adsiis.metabase.record import Data

PROFILES: Final = {"iis6": ("fresh_iis6.txt",), "iis5": ("fresh_iis6.txt", "fresh_iis5.txt")}
EXTRAS: Final = {"nntp": "fresh_nntp.txt", "pop3": "fresh_pop3.txt", "imap": "fresh_imap.txt"}
WINDOWS_FOLDERS: Final = {"iis6": r"C:\WINDOWS", "iis5": r"C:\WINNT"}

_FOLDERS: Final = (
    r"C:\Inetpub\wwwroot",
    r"C:\Inetpub\ftproot",
    r"C:\Inetpub\mailroot\Queue",
    r"C:\Inetpub\mailroot\Pickup",
    r"C:\Inetpub\mailroot\Drop",
    r"C:\Inetpub\mailroot\BadMail",
    r"C:\Inetpub\AdminScripts",
    r"{windows}\system32\inetsrv",
    r"{windows}\system32\LogFiles",
    r"{windows}\help\iisHelp\common",
    r"{windows}\IIS Temporary Compressed Files",
    r"{windows}\TEMP",
)


class _Section:
    """One key as written: its class, and its properties as a text or as the lines of a list."""

    def __init__(self) -> None:
        self.class_name = ""
        self.values: dict[str, str | list[str]] = {}
        self._list: list[str] = []

    def read(self, line: str) -> None:
        """Take in one line below the section's own."""
        if line.startswith(" "):
            self._list.extend(_items(line.strip()))
        elif line.startswith("-"):
            self.values.pop(line[1:], None)
        elif " =" in line:
            name, _, value = line.partition(" =")
            self.values[name] = value.strip()
        elif line.endswith(":"):
            self._list = []
            self.values[line[:-1]] = self._list


def fresh_keys(profile: str, machine: str, extra: Iterable[str] = ()) -> list[Key]:
    """The keys of a new store, parents first; secure values in clear, to be sealed by whoever writes them.

    Args:
        profile: iis6 or iis5.
        machine: the name of the machine, for its anonymous accounts.
        extra: services to add: nntp, pop3, imap.

    Raises FreshStoreError for any other profile or service and for an unusable machine name.
    Source: docs/behaviour.md, fresh-1.
    """
    if not machine or not machine.isprintable() or not set(machine).isdisjoint('/\\[]:;|=,+*?<>" '):
        raise FreshStoreError(f"{machine!r} is no machine name: it would be letters, digits and hyphens.")
    files = [*_files(profile), *_extra_files(extra)]
    words = {"{machine}": machine, "{windows}": WINDOWS_FOLDERS[profile]}
    return [_key(words, path, section) for path, section in _sections(files).items()]


def fresh_folders(profile: str = "iis6") -> tuple[str, ...]:
    """The folders a new machine has beside its tree, as Windows paths. Source: docs/behaviour.md, fresh-6."""
    _files(profile)
    return tuple(folder.replace("{windows}", WINDOWS_FOLDERS[profile]) for folder in _FOLDERS)


def _files(profile: str) -> tuple[str, ...]:
    if profile not in PROFILES:
        raise FreshStoreError(f"There is no profile {profile!r}: it would be iis6 or iis5.")
    return PROFILES[profile]


def _extra_files(extra: Iterable[str]) -> list[str]:
    wanted = list(dict.fromkeys(extra))
    for name in wanted:
        if name not in EXTRAS:
            raise FreshStoreError(f"There is no extra service {name!r}: it would be nntp, pop3 or imap.")
    return [EXTRAS[name] for name in wanted]


def _sections(files: Iterable[str]) -> dict[str, _Section]:
    """The sections of files laid over one another: later ones change, add and take away."""
    sections: dict[str, _Section] = {}
    for file in files:
        section = _Section()
        for line in tables.text(file).splitlines():
            if line.startswith("["):
                section = _open(sections, line)
            elif not line.startswith("#"):
                section.read(line)
    return sections


def _open(sections: dict[str, _Section], line: str) -> _Section:
    path, _, class_name = line[1:].partition("]")
    if path.startswith("-"):
        for gone in [key for key in sections if is_below(key, path[1:])]:
            del sections[gone]
        return _Section()
    section = sections.setdefault(path, _Section())
    section.class_name = class_name.strip() or section.class_name
    return section


def _items(item: str) -> Iterator[str]:
    if item.startswith("<"):
        yield from tables.text(item[1:]).splitlines()
    else:
        yield item


def _key(words: dict[str, str], path: str, section: _Section) -> Key:
    known = schema()
    records = [known.record("KeyType", section.class_name)] if section.class_name else []
    records += [known.record(name, _data(words, name, written)) for name, written in section.values.items()]
    return Key(path, {record.id: record for record in records})


def _data(words: dict[str, str], name: str, written: str | list[str]) -> Data:
    if isinstance(written, list):
        return tuple(_filled(line, words) for line in written)
    if name == "AdminACL":
        return _descriptor(written)
    return schema().parse(name, _filled(written, words))


def _filled(written: str, words: dict[str, str]) -> str:
    if written == "{random}":
        return secrets.token_urlsafe(18)
    for word, value in words.items():
        written = written.replace(word, value)
    return written


def _descriptor(written: str) -> bytes:
    account, _, mask = written.rpartition(":")
    entry = security.Entry(security.sid_of(account), int(mask, 16))
    return security.encode(security.Descriptor(security.ADMINISTRATORS, security.ADMINISTRATORS, (entry,)))
