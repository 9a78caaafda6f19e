"""`iisreset`, `net`, `sc` and `appcmd`: services, in the words of the commands administrators know."""

from __future__ import annotations

from typing import Final

from adsiis.cli.command import EXIT_CODES
from adsiis.cli.iis_scripts import words_command

_RESET: Final = {**EXIT_CODES, 1: "refused or failed; the output says why"}
_NET: Final = {0: "done", 1: "no such command", 2: "refused or failed; standard error says why"}
_SC: Final = {
    **EXIT_CODES,
    1: "never; a failure ends with the low byte of its Win32 code, such as 36 for 1060",
}
_REFUSED: Final = {**EXIT_CODES, 0: "never", 1: "always: it is not done here"}

iisreset_command = words_command(
    "iisreset", "iisreset", "Stop and start all services; the store stays.", "adsiis iisreset /status", _RESET
)
net_command = words_command(
    "net", "net", "Start or stop a service: net start w3svc.", "adsiis net stop w3svc", _NET
)
sc_command = words_command(
    "sc", "sc", "Ask for, start or stop a service: sc query w3svc.", "adsiis sc query w3svc", _SC
)
appcmd_command = words_command(
    "appcmd", "appcmd", "Refused; it names our own command for the job.", "adsiis appcmd list site", _REFUSED
)
