"""Which HRESULT a failure of the metabase is in a method: a table, and a block that applies one.

Most errors have one code wherever they come up; those of backups and files have the one that the method's
own page gives.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from adsiis.adsi.errors import error_of, translated
from adsiis.metabase import errors as metabase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Codes = Mapping[type[metabase.MetabaseError], int]

FILE_NOT_FOUND: Final = 0x80070002
PATH_NOT_FOUND: Final = 0x80070003
INVALID_DATA: Final = 0x8007000D
FILE_EXISTS: Final = 0x80070050
INVALID_PARAMETER: Final = 0x80070057
INVALID_NAME: Final = 0x8007007B
PATH_BUSY: Final = 0x80070094
NO_MORE_ITEMS: Final = 0x80070103
NOT_FOUND: Final = 0x80070490
WRONG_PASSWORD: Final = 0x8007052B
INVALID_VERSION: Final = 0x800CC802

FILES: Final[Codes] = {
    metabase.InvalidBackupNameError: INVALID_PARAMETER,
    metabase.BackupExistsError: FILE_EXISTS,
    metabase.BackupNotFoundError: FILE_NOT_FOUND,
    metabase.BackupDamagedError: INVALID_DATA,
    metabase.WrongPasswordError: WRONG_PASSWORD,
}
"""Backups, exports and imports, unless a method says otherwise."""


@contextmanager
def told_with(codes: Codes, path: str) -> Iterator[None]:
    """Raise what the metabase refuses inside the block as the provider's error, with the code of a table.

    Args:
        codes: by kind of error; one that is not there has the code it has everywhere.
        path: the ADsPath of the object.
    """
    try:
        yield
    except metabase.MetabaseError as error:
        code = next((codes[kind] for kind in type(error).__mro__ if kind in codes), None)
        if code is None:
            raise translated(error, path) from None
        raise error_of(code, str(error), path=path) from None
