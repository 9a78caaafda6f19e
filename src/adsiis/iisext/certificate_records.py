"""A mapping of a client certificate to an account as records: what stands at its key, and which there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from adsiis.metabase import paths
from adsiis.metabase.record import BINARY, DWORD, NO_ATTRIBUTES, SECURE, SERVER, STRING, Record

if TYPE_CHECKING:
    from adsiis.metabase.record import Data, Key
    from adsiis.metabase.tree import Tree

MAPPER: Final = "IIsCertMapper"
MAPPINGS: Final = "Mappings"


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a mapping, as a record that no class of the schema lists."""

    id: int
    name: str
    data_type: int
    attributes: int = NO_ATTRIBUTES

    def record(self, data: Data) -> Record:
        """The record that holds a value."""
        return Record(self.id, self.attributes, SERVER, self.data_type, data, name=self.name)


CERTIFICATE: Final = Field(65610, "MappedCertificate", BINARY)
ACCOUNT: Final = Field(65611, "MappedAccount", STRING)
PASSWORD: Final = Field(65612, "MappedPassword", STRING, SECURE)
NAME: Final = Field(65613, "MappingName", STRING)
ENABLED: Final = Field(65614, "MappingEnabled", DWORD)


def mappings_of(tree: Tree, mapper: str) -> list[Key]:
    """The mappings of the mapper at a path, in the order they were made."""
    top = paths.child(mapper, MAPPINGS)
    found = (tree.key(paths.child(top, name)) for name in tree.children(top))
    return [key for key in found if key is not None and CERTIFICATE.id in key.records]


def accounts_by_certificate(tree: Tree, site: str) -> dict[bytes, str]:
    """The accounts that the enabled mappings of a site name, by certificate.

    Source: docs/behaviour.md, certificate-4.
    """
    found = {}
    for key in mappings_of(tree, paths.child(site, MAPPER)):
        certificate, account, enabled = (
            key.records[field.id].data if field.id in key.records else None
            for field in (CERTIFICATE, ACCOUNT, ENABLED)
        )
        if enabled and isinstance(certificate, bytes) and isinstance(account, str) and account:
            found[certificate] = account
    return found
