"""What of a store cannot be read as it was written: which errors tell so, and in which sentence it is said.

Whoever reads a store catches `UNREADABLE` around it and raises what is made here. So a caller hears of the
key or the revision, and of what helps, and never of the format things are kept in.
"""

from __future__ import annotations

import os
from typing import Final

import lmdb
import msgspec

from adsiis.metabase.errors import MetabaseError, StoreDamagedError

UNREADABLE: Final = (msgspec.MsgspecError, lmdb.Error, ValueError, TypeError, RecursionError)
NO_KEY: Final = (*UNREADABLE, MetabaseError, AttributeError)
"""The same, of something that decodes and is no key or no entry all the same."""
_HELP: Final = (
    "'adsiis metabase check' finds all that is damaged, 'adsiis metabase repair' removes it; "
    "'adsiis restore' brings a backup back."
)


def damaged_key(at: bytes, error: Exception) -> StoreDamagedError:
    """The key at a store key cannot be read."""
    return StoreDamagedError(f"The key {shown(at)} is damaged and cannot be read ({error}): {_HELP}")


def damaged_entry(revision: int, error: Exception) -> StoreDamagedError:
    """The journal's entry of a commit cannot be read."""
    return StoreDamagedError(
        f"The journal's entry of revision {revision} is damaged and cannot be read ({error}): {_HELP}"
    )


def damaged_values(error: Exception) -> StoreDamagedError:
    """The values that the journal remembers of a commit cannot be read."""
    return StoreDamagedError(
        f"The journal's values of that revision are damaged and cannot be read ({error}): {_HELP}"
    )


def damaged_file(folder: str, why: str) -> StoreDamagedError:
    """The file of the store in a folder is not what was written."""
    return StoreDamagedError(
        f"{folder}/data.mdb is not a store of adsiis, or it is damaged: {why}. {afresh(folder)}"
    )


def afresh(folder: str) -> str:
    """What helps where not even a restore can be made into the store of a folder."""
    if os.path.basename(folder) == "volatile":
        return f"Move {folder} away: it holds what the service host tells, and is made anew."
    return (
        f"Move {folder} away, make a store with 'adsiis init', and bring a backup back with 'adsiis restore'."
    )


def shown(at: bytes) -> str:
    """A store key as a path, as far as it is one."""
    return at.replace(b"\x01", b"/").decode(errors="backslashreplace")
