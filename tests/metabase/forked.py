"""What happens in a forked child, told to the test in its parent."""

from __future__ import annotations

import os
import warnings


def in_a_fork(act, meanwhile=lambda: None):
    """What `act` returned in a forked child, or the error it raised, as text; the parent does `meanwhile`."""
    read_end, write_end = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # newer Pythons warn of any fork
        pid = os.fork()
    if pid == 0:
        try:
            said = str(act())
        except BaseException as error:  # noqa: BLE001 - the parent looks at it
            said = f"{type(error).__name__}: {error}"
        os.write(write_end, said.encode())
        os._exit(0)
    os.close(write_end)
    meanwhile()
    with os.fdopen(read_end) as answer:
        said = answer.read()
    os.waitpid(pid, 0)
    return said
