"""A store with many sites, for whoever measures how Inetinfo bears them."""

from __future__ import annotations

from adsiis.inetinfo.install import install
from adsiis.metabase.changes import SetRecords
from adsiis.metabase.metabase import close_metabase
from adsiis.schema import schema


def fill(home: str, sites: int, port: int, folder: str) -> None:
    """A store with many sites on one port, named `site1.example` and on; one alone takes any name."""
    record, changes = schema().record, []
    store = install(home).store
    for number in range(1, sites + 1):
        site, host = f"/LM/W3SVC/{number}", f"site{number}.example" if sites > 1 else ""
        own = (
            record("KeyType", "IIsWebServer"),
            record("ServerBindings", (f"127.0.0.1:{port}:{host}",)),
            record("ServerAutoStart", 1),
        )
        root = (record("KeyType", "IIsWebVirtualDir"), record("Path", folder), record("AccessFlags", 0x201))
        changes += [SetRecords(site, own, make=True), SetRecords(f"{site}/ROOT", root, make=True)]
    store.commit(changes)
    close_metabase(home)
