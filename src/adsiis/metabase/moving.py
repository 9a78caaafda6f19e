"""Copying, moving and renaming: changes that take a whole subtree somewhere else in one commit.

The subtree is read first, as this commit has left it so far; then a move takes it away, then it is put in
place key by key. So the two places may stand inside each other, as far as that has a meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from adsiis.metabase import paths
from adsiis.metabase.errors import IntoItselfError, InvalidPathError, KeyExistsError, MetabaseError

if TYPE_CHECKING:
    from adsiis.metabase.changes import Editing
    from adsiis.metabase.record import Record
    from adsiis.metabase.secrets import Sealer

    _Taken = list[tuple[str, dict[int, Record]]]

Mode = Literal["new", "replace", "merge"]
_MODES = ("new", "replace", "merge")


@dataclass(frozen=True, slots=True)
class CopyKey:
    """Copy a key, and everything below it, to another path; parents missing there are made.

    Attributes:
        source: the key to copy.
        target: where the copy stands; its last name is spelled as here.
        mode: what happens to a key that stands there: `new` refuses it, `replace` deletes it with all
            below it, `merge` keeps it, and the source's records win over those with the same ids.

    Raises KeyNotFoundError, KeyExistsError, IntoItselfError. Source: docs/behaviour.md, store-10, store-11.
    """

    source: str
    target: str
    mode: Mode = "new"

    def prepare(self, sealer: Sealer) -> CopyKey:  # noqa: ARG002 - the protocol's signature
        """Normal paths, the target outside of the source."""
        return CopyKey(*_ready(self.source, self.target, self.mode))

    def apply(self, editor: Editing) -> None:
        """Read the subtree and put it in place."""
        taken = _taken(editor, self.source)
        _refuse_taken(editor, self.target, self.mode)
        _place(editor, taken, self.target, self.mode)


@dataclass(frozen=True, slots=True)
class MoveKey:
    """Move a key, and everything below it, to another path. As CopyKey, and the source is gone afterwards.

    Source: docs/behaviour.md, store-10, store-11.
    """

    source: str
    target: str
    mode: Mode = "new"

    def prepare(self, sealer: Sealer) -> MoveKey:  # noqa: ARG002 - the protocol's signature
        """Normal paths, the target outside of the source."""
        return MoveKey(*_ready(self.source, self.target, self.mode))

    def apply(self, editor: Editing) -> None:
        """Read the subtree, take it away and put it in place."""
        taken = _taken(editor, self.source)
        _refuse_taken(editor, self.target, self.mode)
        editor.remove_below(self.source)
        _place(editor, taken, self.target, self.mode)


@dataclass(frozen=True, slots=True)
class RenameKey:
    """Give a key another name, or the same one in another spelling; what stands below comes along.

    Raises KeyNotFoundError, KeyExistsError; the root has no name. Source: docs/behaviour.md, store-12.
    """

    path: str
    name: str

    def prepare(self, sealer: Sealer) -> RenameKey:  # noqa: ARG002 - the protocol's signature
        """Normal path, not the root; a good name."""
        path = paths.normal(self.path)
        if path == paths.ROOT:
            raise InvalidPathError("The root of the tree cannot be renamed: it has no name.")
        paths.check_name(self.name)
        return RenameKey(path, self.name)

    def apply(self, editor: Editing) -> None:
        """Read the subtree, take it away and put it under its new name."""
        taken = _taken(editor, self.path)
        target = paths.child(paths.parent(self.path), self.name)
        if paths.fold(target) != paths.fold(self.path):
            _refuse_taken(editor, target, "new")
        editor.remove_below(self.path)
        _place(editor, taken, target, "new")


def _ready(source: str, target: str, mode: Mode) -> tuple[str, str, Mode]:
    source, target = paths.normal(source), paths.normal(target)
    if mode not in _MODES:
        raise MetabaseError(f"{target}: the mode of a copy is new, replace or merge; {mode!r} is none.")
    if paths.is_below(target, source):
        raise IntoItselfError(source, target)
    return source, target, mode


def _refuse_taken(editor: Editing, target: str, mode: Mode) -> None:
    if mode == "new" and editor.find(target) is not None:
        raise KeyExistsError(target)


def _taken(editor: Editing, source: str) -> _Taken:
    """A subtree as it is before it is put in place, its top first: paths and records.

    Where the two places stand inside each other, putting it in place edits keys that are still to be copied.
    """
    return [(key.path, dict(key.records)) for key in editor.subtree(source)]


def _place(editor: Editing, taken: _Taken, target: str, mode: Mode) -> None:
    """Put a subtree, its top first, at another path."""
    if mode == "replace" and editor.find(target) is not None:
        editor.remove_below(target)
    top, _ = taken[0]
    for source, records in taken:
        path = target.removesuffix("/") + source[len(top) :] or paths.ROOT
        found = editor.find(path)
        if found is None:
            editor.make(path, records)
        else:
            found.records.update(records)
            editor.touched(found, records)
    editor.whole(editor.existing(target).path)
