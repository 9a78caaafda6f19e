"""Surrogates under other users: who that is, what they are told, and where their sockets stand.

Only a host that runs as root may start them. Such a process owns nothing of the data folder: its sockets are
in a folder of its user, and the store answers it over the host's socket.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import sys
import tempfile
from typing import TYPE_CHECKING, Final

from adsiis.http import Seen
from adsiis.inetinfo.store_service import StoreService
from adsiis.inetinfo.surrogate import SurrogateStartError

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINK: Final = "surrogates.elsewhere"
_KEPT: Final = frozenset({"PATH", "LANG", "LANGUAGE", "TZ", "VIRTUAL_ENV"})
_KEPT_BEGINNINGS: Final = ("LC_", "PYTHON")


def account_of(pool: str, user: str) -> pwd.struct_passwd | None:
    r"""The account a pool is to run as; None for the host's own.

    A domain, as in `MACHINE\bob`, is left out. Raises SurrogateStartError.
    Source: docs/behaviour.md, pool-15.
    """
    if not user:
        return None
    name = user.rpartition("\\")[2]
    try:
        account = pwd.getpwnam(name)
    except KeyError:
        raise SurrogateStartError(
            f"The pool '{pool}' cannot run: WAMUserName is '{user}', and there is no user '{name}' here."
        ) from None
    if account.pw_uid == os.geteuid():
        return None
    if os.geteuid() != 0:
        raise SurrogateStartError(
            f"The pool '{pool}' cannot run as '{name}' (WAMUserName): only a host that runs as root may "
            "start processes of another user."
        )
    return account


class OtherUsers:
    """What processes of other users need, made when the first of them is started.

    Args:
        home: the data folder.
    """

    def __init__(self, home: str) -> None:
        self._home = home
        self._folder = ""
        self._service: StoreService | None = None
        self._started: dict[int, tuple[str, int]] = {}
        self._users: set[int] = set()

    @property
    def address(self) -> str:
        """The socket of the store."""
        if self._service is None:
            self._folder = _folder_elsewhere(self._home)
            path = os.path.join(self._folder, "store")
            self._service = StoreService(self._home, path, self._started.get, self._users)
        return self._service.path

    def folder_of(self, account: pwd.struct_passwd) -> str:
        """A folder for sockets that only this user may enter."""
        self._users.add(account.pw_uid)
        folder = os.path.join(os.path.dirname(self.address), str(account.pw_uid))
        if not os.path.isdir(folder):
            os.mkdir(folder, 0o700)
            os.chown(folder, account.pw_uid, account.pw_gid)
        return folder

    def note(self, pid: int, pool: str, account: pwd.struct_passwd) -> None:
        """A process was started for a pool."""
        self._started[pid] = (pool, account.pw_uid)

    def forget(self, pid: int) -> None:
        """A process has ended."""
        self._started.pop(pid, None)

    def close(self) -> None:
        """Answer for the store no more."""
        if self._service is not None:
            self._service.close()
            shutil.rmtree(self._folder, ignore_errors=True)
            os.unlink(os.path.join(self._home, _LINK))
            self._service = None


def _folder_elsewhere(home: str) -> str:
    """A folder others may pass through, which the data folder is not; what a killed host left is removed."""
    link = os.path.join(home, _LINK)
    if os.path.islink(link):
        shutil.rmtree(os.readlink(link), ignore_errors=True)
        os.unlink(link)
    folder = tempfile.mkdtemp(prefix="adsiis-")
    os.chmod(folder, 0o711)  # noqa: S103 - to be passed through, not to be read
    os.symlink(folder, link)
    return folder


def command_as(account: pwd.struct_passwd, command: list[str]) -> list[str]:
    """A command that becomes this user first."""
    return [sys.executable, "-m", "adsiis.dllhost.as_user", account.pw_name, *command]


def environment_of(account: pwd.struct_passwd, given: Mapping[str, str]) -> dict[str, str]:
    """The variables of a process of another user: nothing of the host's that is not needed to run."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in _KEPT or name.startswith(_KEPT_BEGINNINGS)
    }
    own = {"HOME": account.pw_dir, "USER": account.pw_name, "LOGNAME": account.pw_name}
    return kept | own | dict(given)


def sealed_seen() -> tuple[int, Seen]:
    """Where such a process tells how far it came: shared memory it cannot shrink under the host's hands."""
    descriptor = os.memfd_create("seen", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    os.ftruncate(descriptor, 4)
    fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL)
    return descriptor, Seen(f"/proc/self/fd/{descriptor}")
