"""From `--home` and a machine to the store, past the provider or through it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from adsiis.metabase import paths
from adsiis.metabase.folder import default_home
from adsiis.metabase.metabase import open_metabase

if TYPE_CHECKING:
    from adsiis.cli.places import Place
    from adsiis.metabase.metabase import Metabase

_LOCAL: Final = frozenset({"", ".", "LOCALHOST", "127.0.0.1"})


def open_store(home: str | None, machine: str) -> Metabase:
    """The metabase of a machine.

    Raises StoreError when it cannot be opened, ADSIError for a machine that is not known.
    """
    metabase = open_metabase(home)
    if paths.fold(machine) not in _LOCAL:
        use_provider(home)
        from adsiis.adsi import GetObject

        GetObject(f"IIS://{machine}")
    return metabase


def bound(home: str | None, place: Place) -> Any:
    """The provider's object of a place. Raises ADSIError."""
    from adsiis.adsi import GetObject

    use_provider(home)
    return GetObject(place.adspath)


def use_provider(home: str | None) -> None:
    """Have the provider of this process work on the store of `--home`. Raises ADSIError."""
    from adsiis.adsi.namespace import use_store

    use_store(home or default_home())


def home_of(home: str | None) -> str:
    """The data folder of `--home`, which must hold a store. Raises StoreMissingError."""
    return open_metabase(home).folder.home
