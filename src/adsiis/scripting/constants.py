"""The constants that a `<reference>` gives the scripts of a job, by ProgID.

Source: docs/behaviour.md, wsf-5.
"""

from __future__ import annotations

from typing import Final

_FILES: Final = {
    "ForReading": 1,
    "ForWriting": 2,
    "ForAppending": 8,
    "TristateUseDefault": -2,
    "TristateTrue": -1,
    "TristateFalse": 0,
    "Normal": 0,
    "ReadOnly": 1,
    "Hidden": 2,
    "System": 4,
    "Volume": 8,
    "Directory": 16,
    "Archive": 32,
    "Alias": 1024,
    "Compressed": 2048,
    "WindowsFolder": 0,
    "SystemFolder": 1,
    "TemporaryFolder": 2,
    "UnknownType": 0,
    "Removable": 1,
    "Fixed": 2,
    "Remote": 3,
    "CDRom": 4,
    "RamDisk": 5,
    "BinaryCompare": 0,
    "TextCompare": 1,
    "DatabaseCompare": 2,
}
_ADO: Final = {
    "adTypeBinary": 1,
    "adTypeText": 2,
    "adReadAll": -1,
    "adReadLine": -2,
    "adWriteChar": 0,
    "adWriteLine": 1,
    "adSaveCreateNotExist": 1,
    "adSaveCreateOverWrite": 2,
    "adCRLF": -1,
    "adLF": 10,
    "adCR": 13,
    "adOpenForwardOnly": 0,
    "adOpenKeyset": 1,
    "adOpenDynamic": 2,
    "adOpenStatic": 3,
    "adLockReadOnly": 1,
    "adLockPessimistic": 2,
    "adLockOptimistic": 3,
    "adStateClosed": 0,
    "adStateOpen": 1,
    "adCmdText": 1,
    "adCmdTable": 2,
    "adCmdStoredProc": 4,
    "adUseServer": 2,
    "adUseClient": 3,
}
_ADS: Final = {
    "ADS_PROPERTY_CLEAR": 1,
    "ADS_PROPERTY_UPDATE": 2,
    "ADS_PROPERTY_APPEND": 3,
    "ADS_PROPERTY_DELETE": 4,
}


def constants_of(progid: str) -> dict[str, int]:
    """The constants of the library of a ProgID; none for a library that is not known."""
    library = progid.lower().partition(".")[0]
    return {"scripting": _FILES, "adodb": _ADO, "iisnamespace": _ADS, "adsnamespaces": _ADS}.get(library, {})
