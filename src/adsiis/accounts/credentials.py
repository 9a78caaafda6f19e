"""Whether a user name and a password belong together: one question, and whoever answers it.

By default the file of users answers. A site with accounts of its own puts another function in its place.
"""

from __future__ import annotations

import socket
from collections.abc import Callable

from adsiis.accounts.users import Users

Check = Callable[[str, str, str], bool]
"""Takes a data folder, a user name and a password; says whether they hold."""

_LOCAL = {"", ".", "LOCALHOST", "127.0.0.1"}


def check_users(home: str, name: str, password: str) -> bool:
    r"""Whether the users of a data folder hold: `name`, or `machine\name` with this machine's name.

    Source: docs/behaviour.md, account-2.
    """
    domain, _, user = name.rpartition("\\")
    is_ours = domain.upper() in _LOCAL | {socket.gethostname().upper()}
    return Users(home).holds(user if is_ours else "", password)  # which takes as long for nobody


_checks: list[Check] = [check_users]


def use_check(check: Check) -> None:
    """Let another function answer, for this process."""
    _checks[:] = [check]


def credentials_hold(home: str, name: str, password: str) -> bool:
    """Whether a user name and a password belong together. Source: docs/behaviour.md, account-2."""
    return _checks[0](home, name, password)
