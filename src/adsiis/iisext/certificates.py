"""The methods of IIsCertMapper: client certificates, each mapped to an account.

A mapping is a key below `Mappings` of the object, named by a number that only grows; the index that scripts
count from 1 is its place among them. The password is a secure value.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from adsiis.adsi.byref import out_parameters
from adsiis.adsi.errors import CannotConvertError, PathNotFoundError, Translating
from adsiis.iisext.application_keys import cache_of, own_key
from adsiis.iisext.arguments import invalid_argument, number, secret, text, truth
from adsiis.iisext.certificate_records import (
    ACCOUNT,
    CERTIFICATE,
    ENABLED,
    MAPPINGS,
    NAME,
    PASSWORD,
    Field,
    mappings_of,
)
from adsiis.metabase import paths
from adsiis.metabase.changes import CreateKey, DeleteKey, SetRecords
from adsiis.metabase.errors import KeyExistsError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from adsiis.adsi.objects import ADsObject
    from adsiis.metabase.record import Data, Key, Record

_BY_INDEX: Final = 4


def create_mapping(
    mapper: ADsObject, certificate: object, account: object, password: object, name: object, enabled: object
) -> None:
    """Map a certificate to an account; one that is mapped already is mapped anew, at its place.

    Args:
        mapper: the object.
        certificate: its bytes, or a text of which each character is one, as ASP pages have it.
        account: the account.
        password: its password.
        name: what people call the mapping.
        enabled: whether it holds.

    Raises PathNotFoundError when the mapper's key is not there. Source: docs/behaviour.md, certificate-1.
    """
    path = mapper.ADsPath
    own_key(mapper)
    data = _bytes_of(certificate, path)
    records = (
        CERTIFICATE.record(data),
        ACCOUNT.record(text(account, "the account", path)),
        PASSWORD.record(secret(password, "the password", path) or ""),
        NAME.record(text(name, "the name of a mapping", path)),
        ENABLED.record(int(truth(enabled, "whether a mapping holds", path))),
    )
    there = next((key for key in _mappings(mapper) if key.records[CERTIFICATE.id].data == data), None)
    if there is None:
        _add(mapper, records)
    else:
        _set(mapper, there, *records)


@out_parameters(after=2, count=5)
def get_mapping(mapper: ADsObject, method: object, key: object) -> tuple[Data, Data, Data, Data, Data]:
    """A mapping: certificate, account, password, name, and 1 or 0 for whether it holds.

    Args:
        mapper: the object.
        method: how to look: 1 by certificate, 2 by name, 3 by account, 4 by place, counted from 1.
        key: what to look for.

    Raises PathNotFoundError when there is none. Source: docs/behaviour.md, certificate-2.
    """
    found = _found(mapper, method, key)
    with Translating(mapper.ADsPath):
        password = cache_of(mapper).metabase.reveal(found.records[PASSWORD.id]).data
    certificate, account, name, enabled = (
        found.records[field.id].data for field in (CERTIFICATE, ACCOUNT, NAME, ENABLED)
    )
    return certificate, account, password, name, enabled


def delete_mapping(mapper: ADsObject, method: object, key: object) -> None:
    """Remove a mapping; those behind it move up by one place."""
    found = _found(mapper, method, key)
    with Translating(mapper.ADsPath):
        cache_of(mapper).metabase.store.commit([DeleteKey(found.path)])


def set_account(mapper: ADsObject, method: object, key: object, account: object) -> None:
    """Map a certificate to another account."""
    record = ACCOUNT.record(text(account, "the account", mapper.ADsPath))
    _set(mapper, _found(mapper, method, key), record)


def set_enabled(mapper: ADsObject, method: object, key: object, enabled: object) -> None:
    """Let a mapping hold, or not."""
    record = ENABLED.record(int(truth(enabled, "whether a mapping holds", mapper.ADsPath)))
    _set(mapper, _found(mapper, method, key), record)


def set_name(mapper: ADsObject, method: object, key: object, name: object) -> None:
    """Give a mapping another name."""
    record = NAME.record(text(name, "the name of a mapping", mapper.ADsPath))
    _set(mapper, _found(mapper, method, key), record)


def set_password(mapper: ADsObject, method: object, key: object, password: object) -> None:
    """Store another password of the account."""
    record = PASSWORD.record(secret(password, "the password", mapper.ADsPath) or "")
    _set(mapper, _found(mapper, method, key), record)


def _found(mapper: ADsObject, method: object, key: object) -> Key:
    own_key(mapper)
    there, path = _mappings(mapper), mapper.ADsPath
    if number(method) == _BY_INDEX:
        place = number(key)
        if place is None:
            raise invalid_argument(f"{path}: mappings are counted from 1; {key!r:.80} is no number.", path)
        found = there[place - 1 : place] if place > 0 else []
    else:
        field, wanted = _looked_for(method, key, path)
        found = [one for one in there if _folded(one.records[field.id].data) == _folded(wanted)]
    if not found:
        raise PathNotFoundError(f"{path}: there is no such mapping among the {len(there)}.", path=path)
    return found[0]


def _looked_for(method: object, key: object, path: str) -> tuple[Field, Data]:
    match number(method):
        case 1:
            return CERTIFICATE, _bytes_of(key, path)
        case 2:
            return NAME, text(key, "the name of a mapping", path)
        case 3:
            return ACCOUNT, text(key, "the account", path)
    raise invalid_argument(
        f"{path}: a mapping is looked for by 1 certificate, 2 name, 3 account or 4 place; "
        f"{method!r:.80} is none.",
        path,
    )


def _folded(data: Data) -> Data:
    return paths.fold(data) if isinstance(data, str) else data


def _mappings(mapper: ADsObject) -> list[Key]:
    """The mappings, in the order they were made."""
    with Translating(mapper.ADsPath), cache_of(mapper).metabase.store.snapshot() as tree:
        return mappings_of(tree, cache_of(mapper).path)


def _add(mapper: ADsObject, records: tuple[Record, ...]) -> None:
    there, store = _mappings(mapper), cache_of(mapper).metabase.store
    last = int(paths.name_of(there[-1].path)) if there else 0
    with Translating(mapper.ADsPath):
        while True:
            last += 1
            try:
                store.commit([CreateKey(f"{cache_of(mapper).path}/{MAPPINGS}/{last}", records)])
            except KeyExistsError:  # somebody made one meanwhile
                continue
            return


def _set(mapper: ADsObject, mapping: Key, *records: Record) -> None:
    with Translating(mapper.ADsPath):
        cache_of(mapper).metabase.store.commit([SetRecords(mapping.path, records)])


def _bytes_of(value: object, path: str) -> bytes:
    """The bytes of a certificate: of a text those of its characters, which ASP gives two to a character."""
    found = b""
    with suppress(TypeError, ValueError):
        if isinstance(value, str):
            found = value.encode("latin-1" if max(value, default="") < "\u0100" else "utf-16-le")
        elif isinstance(value, bytes | bytearray | memoryview | list | tuple):
            found = bytes(value)
    if not found:
        raise CannotConvertError(f"{path}: a certificate is bytes or a text of them.", path=path)
    return found


METHODS: Final[Mapping[str, Mapping[str, Callable[..., object]]]] = {
    "IIsCertMapper": {
        "CreateMapping": create_mapping,
        "GetMapping": get_mapping,
        "DeleteMapping": delete_mapping,
        "SetAcct": set_account,
        "SetEnabled": set_enabled,
        "SetName": set_name,
        "SetPwd": set_password,
    }
}
