"""Texts encrypted as secure values are, for files that stand beside the tree."""

from __future__ import annotations

import base64
import os
from functools import partial
from typing import Final

import msgspec

from adsiis.metabase.errors import StoreMissingError
from adsiis.metabase.metabase import open_metabase
from adsiis.metabase.record import CLEAR, SEALED, SECURE, SERVER, STRING, Record
from adsiis.metabase.secrets import Sealer, sealed_records

_ID: Final = 65620


class SealedTexts:
    """Encrypts and decrypts texts under the key of a store.

    Source: docs/behaviour.md, secure-1, account-3.
    """

    def __init__(self, key_file: str) -> None:
        self._sealer = Sealer(key_file, sealed=partial(_sealed_beside, key_file))
        self._clear = Record(_ID, SECURE, SERVER, STRING, "", form=CLEAR)

    def seal(self, text: str) -> str:
        """The text, encrypted; letters, digits and a few signs."""
        sealed = self._sealer.seal(msgspec.structs.replace(self._clear, data=text)).data
        return base64.b64encode(sealed if isinstance(sealed, bytes) else b"").decode()

    def open(self, sealed: str) -> str:
        """The text that was encrypted; raises SecretLostError when its key is not there."""
        data = base64.b64decode(sealed)
        return str(self._sealer.open(msgspec.structs.replace(self._clear, data=data, form=SEALED)).data)


def _sealed_beside(key_file: str) -> list[Record]:
    """The encrypted values of the store whose key stands in a file."""
    try:
        return sealed_records(open_metabase(os.path.dirname(key_file)).store.environment)
    except StoreMissingError:
        return []
