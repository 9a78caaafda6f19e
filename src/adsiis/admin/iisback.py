"""`iisback`: the whole tree backed up, restored, and backups deleted and listed."""

from __future__ import annotations

import time
from typing import Final

from adsiis.admin.command_line import DONE, Call, Script, UsageError, Verb
from adsiis.metabase.backup import backup, delete_backup, list_backups
from adsiis.metabase.backup import restore as restore_backup
from adsiis.metabase.backup_names import HIGHEST, MOST, NEXT, checked_name

_WORDS: Final = {"highest_version": HIGHEST, "next_version": NEXT}

_HELP: Final = r"""Backups of the whole tree.

iisback /backup [/b name] [/v {n|HIGHEST_VERSION|NEXT_VERSION}] [/overwrite] [/e password]
iisback /restore /b name [/v {n|HIGHEST_VERSION}] [/e password]
iisback /delete [/b name] [/v {n|HIGHEST_VERSION}]
iisback /list

Without /b the name is MDBackUp. Without /v a backup takes the next version, the others the highest.
With /e secure values are encrypted with the password, so that another machine can restore them.
Example: iisback /backup /b before-move /e secret"""


def make(call: Call) -> int:
    """Save the whole tree."""
    made = backup(
        call.metabase(),
        call.options.get("b", ""),
        _version(call, NEXT),
        overwrite=call.has("overwrite"),
        password=call.options.get("e") or None,
    )
    call.say(f"Backup {made.name} version {made.version} has been CREATED.")
    return DONE


def restore(call: Call) -> int:
    """Replace the whole tree by that of a backup."""
    if not call.options.get("b"):
        raise UsageError("/restore needs /b and the name of a backup.")
    name, version = call.options["b"], _version(call, HIGHEST)
    shown = _shown(call, name, version)
    restore_backup(call.metabase(), name, version, password=call.options.get("e") or None)
    call.say(f"Backup {shown} has been RESTORED.")
    return DONE


def delete(call: Call) -> int:
    """Remove a backup."""
    name, version = call.options.get("b", ""), _version(call, HIGHEST)
    shown = _shown(call, name, version)
    delete_backup(call.metabase(), name, version)
    call.say(f"Backup {shown} has been DELETED.")
    return DONE


def show(call: Call) -> int:
    """List the backups there are."""
    found = list_backups(call.metabase())
    if not found:
        call.say("There are no backups.")
        return DONE
    call.say(f"{'Backup Name':<37}{'Version #':<12}Date")
    call.say("=" * 78)
    for one in found:
        when = "damaged" if one.damaged else time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(one.created))
        call.say(f"{one.name:<36} {one.version:<11} {when}")
    return DONE


def _version(call: Call, default: int) -> int:
    text = call.options.get("v", "").lower()
    if not text:
        return default
    if text in _WORDS and (call.verb == "backup" or text != "next_version"):
        return _WORDS[text]
    if not (text.isascii() and text.isdecimal() and int(text) <= MOST):
        raise UsageError(f'"{call.options["v"]}" is no version: it is a number from 0 to {MOST} or a word.')
    return int(text)


def _shown(call: Call, name: str, version: int) -> str:
    """A backup's name and number as messages show them; that of the highest version looked up."""
    name = checked_name(name)
    if version == HIGHEST:
        version = max((one.version for one in list_backups(call.metabase(), name)), default=0)
    return f"{name} version {version}"


run: Final = Script(
    "iisback",
    _HELP,
    {
        "backup": Verb(make, options={"b": 1, "v": 1, "overwrite": 0, "e": 1}),
        "restore": Verb(restore, options={"b": 1, "v": 1, "e": 1}),
        "delete": Verb(delete, options={"b": 1, "v": 1}),
        "list": Verb(show),
    },
).run
