"""What can go wrong in the metabase.

MetabaseError
├── KeyNotFoundError        the path names no key
├── KeyExistsError          the path names a key already
├── InvalidPathError        the text cannot be a path, or a name in one
│   └── IntoItselfError     a copy or a move whose target stands in its source
├── ConflictError           a key changed since the caller read it
├── SecretLostError         a secure value cannot be decrypted with this store's key
├── HostGoneError           no host takes commands
├── HostTimeoutError        the host did not answer a command in time
├── InvalidBackupNameError  the text cannot name a backup, or the number be its version
├── BackupNotFoundError     no such backup, state of the history, or exported file
├── BackupExistsError       there is one of that name and version already
├── BackupDamagedError      the file is not what was written, or was never one of ours
├── WrongPasswordError      the password is not the one the file was written with
├── CannotUndoError         a revision cannot be taken back
├── AccessRefusedError      the process may not do this
└── StoreError              the store itself
    ├── StoreMissingError   there is none at that place
    ├── StoreVersionError   made by a newer version
    ├── StoreInUseError     other processes have it open
    ├── StoreDamagedError   what it holds cannot be read
    └── StoreFullError      no room left on the disk
"""

from __future__ import annotations


class MetabaseError(Exception):
    """Anything the metabase refuses; its text is one full sentence."""


class KeyNotFoundError(MetabaseError):
    """The path names no key."""

    def __init__(self, path: str) -> None:
        super().__init__(f"There is no key {path}.")
        self.path = path


class KeyExistsError(MetabaseError):
    """The path names a key already."""

    def __init__(self, path: str) -> None:
        super().__init__(f"The key {path} exists already.")
        self.path = path


class InvalidPathError(MetabaseError):
    """The text cannot be a metabase path."""


class IntoItselfError(InvalidPathError):
    """A key cannot be copied or moved to itself, or to somewhere below itself."""

    def __init__(self, source: str, target: str) -> None:
        super().__init__(f"{source} cannot be copied or moved to {target}: that is itself, or stands in it.")
        self.source = source
        self.target = target


class ConflictError(MetabaseError):
    """A key was changed by somebody else between reading and writing."""

    def __init__(self, path: str) -> None:
        super().__init__(f"The key {path} was changed by another writer in between.")
        self.path = path


class SecretLostError(MetabaseError):
    """A secure value was encrypted with another key than this store's."""


class HostGoneError(MetabaseError):
    """No service host runs on this store, or it went away while it was waited for."""


class HostTimeoutError(MetabaseError):
    """The service host runs but did not answer a command in time."""


class InvalidBackupNameError(MetabaseError):
    """The text cannot be the name of a backup, or the number its version."""


class BackupNotFoundError(MetabaseError):
    """There is no such backup, no such state in the history, or no such exported file."""


class BackupExistsError(MetabaseError):
    """There is a backup of that name and version, or a file of that name, already."""


class BackupDamagedError(MetabaseError):
    """A file of keys is not as it was written, or was never one; nothing was changed."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path} {why}; nothing was changed.")
        self.path = path


class WrongPasswordError(MetabaseError):
    """The password is not the one the file was written with, or is missing; nothing was changed."""


class CannotUndoError(MetabaseError):
    """A revision cannot be taken back: what it changed is not known, or changed again since."""


class AccessRefusedError(MetabaseError):
    """The process that asks was not granted what it asks for."""


class StoreError(MetabaseError):
    """The store cannot be opened or written."""


class StoreMissingError(StoreError):
    """There is no store at that place."""


class StoreVersionError(StoreError):
    """The store was made by a newer version of adsiis."""


class StoreInUseError(StoreError):
    """Other processes have the store open."""


class StoreDamagedError(StoreError):
    """A key, an entry of the journal, or the file itself cannot be read as it was written."""


class StoreFullError(StoreError):
    """The disk, or the space reserved for the store, is full; nothing of the commit was kept."""
