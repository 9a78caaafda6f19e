"""An application as records: what makes a key the start of one, and what its records say.

An application starts at a key whose own AppRoot names that very key; what stands below belongs to it, down to
the next such key. An isolated one is registered besides: as a package of its own, which runs in a process of
its own. Everything here is pure.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

from adsiis.metabase import paths
from adsiis.metabase.record import DWORD, NO_ATTRIBUTES, WAM, Record
from adsiis.schema import schema
from adsiis.schema.constants import (
    APP_DEFINITION,
    APP_DISABLED,
    APP_ISOLATED,
    APP_REGISTRATION,
    APP_ROOT,
    AppMode,
)

if TYPE_CHECKING:
    from adsiis.metabase.record import Data, Key

SERVICE: Final = "/LM/W3SVC"
REGISTRATION: Final = APP_REGISTRATION
DEFINITION: Final = APP_DEFINITION

DISABLED: Final = Record(APP_DISABLED, NO_ATTRIBUTES, WAM, DWORD, 1, name="AppDisabled")
"""The mark of AppDisable. It is not inherited, so an application below a disabled one still runs."""


def data_at(key: Key, record_id: int) -> Data | None:
    """What is set at this very key."""
    record = key.records.get(record_id)
    return None if record is None else record.data


def starts_at(key: Key) -> bool:
    """Whether an application starts at a key. Source: docs/behaviour.md, app-1."""
    return paths.fold(str(data_at(key, APP_ROOT) or "").rstrip("/")) == paths.fold(key.path)


def is_disabled(key: Key) -> bool:
    """Whether the application that starts at a key must not run. Source: docs/behaviour.md, app-8."""
    return bool(data_at(key, APP_DISABLED))


def runs_in(key: Key, mode: AppMode) -> bool:
    """Whether an application starts at a key, may run, and runs in this mode."""
    return starts_at(key) and not is_disabled(key) and data_at(key, APP_ISOLATED) == mode


def definition(path: str, mode: AppMode, site_name: str) -> list[Record]:
    """The records that make a key the start of an application. Source: docs/behaviour.md, app-1, app-5."""
    records = [schema().record("AppRoot", path), schema().record("AppIsolated", int(mode))]
    return records + registration(path, site_name) if mode == AppMode.ISOLATED else records


def registration(path: str, site_name: str) -> list[Record]:
    """The records that register an isolated application, under identifiers of its own.

    Source: docs/behaviour.md, app-5.
    """
    return [
        schema().record("AppWamClsid", _new_identifier()),
        schema().record("AppPackageID", _new_identifier()),
        schema().record("AppPackageName", package_name(path, site_name)),
    ]


def package_name(path: str, site_name: str) -> str:
    """Such as `IIS-{Default Web Site//Root/app}` for `/LM/W3SVC/1/ROOT/app`."""
    root, slash, below = path[len(site_path(path)) + 1 :].partition("/")
    root = "Root" if paths.fold(root) == "ROOT" else root
    return f"IIS-{{{site_name}//{root}{slash}{below}}}"


def site_path(path: str) -> str:
    """The key of the site a path belongs to: the one right below W3SVC."""
    return "/".join(path.split("/")[:4])


def _new_identifier() -> str:
    return f"{{{uuid.uuid4()}}}".upper()
