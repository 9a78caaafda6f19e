"""What can go wrong in the metabase.

MetabaseError
├── KeyNotFoundError        the path names no key
├── KeyExistsError          the path names a key already
├── InvalidPathError        the text cannot be a path, or a name in one
├── ConflictError           a key changed since the caller read it
├── SecretLostError         a secure value cannot be decrypted with this store's key
├── HostGoneError           no host takes commands
├── HostTimeoutError        the host did not answer a command in time
└── StoreError              the store itself
├── StoreMissingError       there is none at that place
├── StoreVersionError       made by a newer version
└── StoreFullError          no room left on the disk
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


class StoreError(MetabaseError):
    """The store cannot be opened or written."""


class StoreMissingError(StoreError):
    """There is no store at that place."""


class StoreVersionError(StoreError):
    """The store was made by a newer version of adsiis."""


class StoreFullError(StoreError):
    """The disk, or the space reserved for the store, is full; nothing of the commit was kept."""
