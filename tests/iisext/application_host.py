"""What the tests of applications stand on: what a key holds, and a host that runs applications."""

from __future__ import annotations

from adsi.provider import StubHost
from adsiis.metabase.changes import SetRecords
from adsiis.metabase.control import Answer
from adsiis.metabase.record import DWORD, VOLATILE, WAM, Record
from adsiis.schema import schema
from adsiis.schema.constants import APP_STATUS

ROOT = "/LM/W3SVC/1/ROOT"
SHOP = f"{ROOT}/Shop"


def held(metabase, path):
    """What is set at a key itself, by name."""
    records = metabase.store.view.key(path).records.values()
    return {
        named.name if (named := schema().property_by_id(one.id)) else one.name: one.data for one in records
    }


def application_of(metabase, path):
    """The part of it that says what application starts there."""
    return {name: data for name, data in held(metabase, path).items() if name.startswith("App")}


class ApplicationHost(StubHost):
    """A host in a thread that runs and unloads applications."""

    def run(self, path):
        """Let an application run."""
        self._set_status(path, 1)

    def _answer(self, command):
        error, text = self._failing.get(command.verb, (0, ""))
        if not error:
            self._set_status(command.path, int(command.verb == "app_restart"))
        return Answer(command.id, 0, error, text)

    def _set_status(self, path, status):
        record = Record(APP_STATUS, VOLATILE, WAM, DWORD, status)
        self._metabase.volatile.commit([SetRecords(path, (record,), make=True)])
