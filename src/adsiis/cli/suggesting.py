"""What a shell may complete: keys of the metabase, and names of properties.

A shell asks at every press of a key, so nothing here prints or fails: without a store nothing is suggested.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import click
    from click.shell_completion import CompletionItem

    from adsiis.metabase.record import Key


def keys(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 - click's signature
    """The keys whose paths begin so; one that has keys below ends in a slash.

    Source: docs/behaviour.md, manage-5.
    """
    return _suggested(ctx, incomplete, with_properties=False)


def properties(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001 - click's signature
    """The same, and the properties that the class of the key above has."""
    return _suggested(ctx, incomplete, with_properties=True)


def _suggested(ctx: click.Context, incomplete: str, *, with_properties: bool) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from adsiis.metabase.errors import MetabaseError
    from adsiis.metabase.paths import fold

    typed = incomplete.rpartition("/")[2]
    above = incomplete[: len(incomplete) - len(typed)]
    try:
        names = list(_names(_home(ctx), above, with_properties=with_properties))
    except MetabaseError:
        return []
    return [CompletionItem(above + name) for name in names if fold(name).startswith(fold(typed))]


def _names(home: str | None, above: str, *, with_properties: bool) -> Iterator[str]:
    from adsiis.cli.places import place
    from adsiis.metabase import paths
    from adsiis.metabase.metabase import open_metabase

    view = open_metabase(home).store.view
    key = view.key(place(above.rstrip("/")).key)
    if key is None:
        return
    for name in view.children(key.path):
        below = with_properties or view.children(paths.child(key.path, name))
        yield f"{name}/" if below else name
    if with_properties:
        yield from _properties(key)


def _properties(key: Key) -> Iterator[str]:
    from adsiis.schema.key_class import class_of

    kind = class_of(key)
    yield from (*kind.properties, *kind.flags)


def _home(ctx: click.Context) -> str | None:
    """What `--home` says on the line being completed: commands have not run, so it is not in `ctx.obj`."""
    home = ctx.find_root().params.get("home")
    return str(home) if home else None
