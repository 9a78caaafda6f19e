"""`python -m adsiis.dllhost.as_user USER COMMAND…`: become a user for good, and be that command from then on.

Nothing but this runs with the rights it was started with.
"""

from __future__ import annotations

import os
import pwd
import sys


def main() -> int:
    """Become the user, then the command. Source: docs/behaviour.md, pool-15."""
    name, *command = sys.argv[1:]
    account = pwd.getpwnam(name)
    os.initgroups(name, account.pw_gid)
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)
    os.umask(0o077)
    os.chdir("/")
    try:
        os.execv(command[0], command)  # noqa: S606 - the command is the host's own
    except OSError as error:
        sys.stderr.write(f"The user {name} cannot run {command[0]}: {error.strerror}.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
