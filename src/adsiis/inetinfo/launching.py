"""How surrogates are started: by exec, never by fork alone, each the head of a process group of its own."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import socket
import sys
import tempfile
from typing import TYPE_CHECKING, Final

import psutil  # type: ignore[import-untyped]  # psutil ships no types

from adsiis.http import Seen
from adsiis.inetinfo.other_users import (
    OtherUsers,
    account_of,
    command_as,
    environment_of,
    sealed_seen,
)
from adsiis.inetinfo.surrogate import Surrogate, SurrogateStartError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from adsiis.dllhost.context import Context
    from adsiis.inetinfo.policy.settings import PoolSettings

LONGEST_FOLDER: Final = 90

_log = logging.getLogger("adsiis.inetinfo")


class Launcher:
    """Starts the surrogates of one host.

    Args:
        home: the data folder.
        environment: variables that surrogates get beside the host's own.
    """

    def __init__(self, home: str, environment: Mapping[str, str] | None = None) -> None:
        self._home = home
        self._given = dict(environment or {})
        self._environment = os.environ | self._given
        self._others = OtherUsers(home)
        self._folder = _socket_folder(home)
        self._count = 0

    async def start(
        self, name: str, why: str, settings: PoolSettings, contexts: tuple[Context, ...]
    ) -> Surrogate:
        """Start a process and wait until it takes requests; a start that is cancelled leaves no process.

        Args:
            name: what it is called.
            why: why it is started, in a word or two.
            settings: how it is kept.
            contexts: the applications it has to load first.

        Raises SurrogateStartError. Source: docs/behaviour.md, surrogate-1, pool-14.
        """
        launching = asyncio.ensure_future(self._launch(name, why, settings))
        try:
            surrogate = await asyncio.shield(launching)
        except asyncio.CancelledError:
            await (await launching).discard()
            raise
        try:
            await surrogate.ready(settings.startup_seconds, contexts)
        except BaseException:
            await surrogate.discard()
            raise
        return surrogate

    async def _launch(self, name: str, why: str, settings: PoolSettings) -> Surrogate:
        account = account_of(name, settings.user)
        self._count += 1
        folder = self._folder if account is None else self._others.folder_of(account)
        path = os.path.join(folder, f"{self._count}.sock")
        words, environment, passed = ["--seen", f"{path}.seen"], self._environment, []
        if account is None:
            seen = Seen(f"{path}.seen", make=True)
        else:
            shared, seen = sealed_seen()
            passed.append(shared)
            words = ["--seen", f"/proc/self/fd/{shared}", "--store", self._others.address]
            environment = environment_of(account, self._given)
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        with theirs:
            command = [*_command(self._home, path, name, theirs.fileno()), *words]
            try:
                process = await asyncio.create_subprocess_exec(
                    *(command if account is None else command_as(account, command)),
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=2,
                    pass_fds=[theirs.fileno(), *passed],
                    env=environment,
                    start_new_session=True,
                )
            except OSError as error:
                ours.close()
                raise SurrogateStartError(
                    f"The surrogate '{name}' could not be started: {error.strerror}."
                ) from None
            finally:
                for one in passed:
                    os.close(one)
        surrogate = Surrogate(name, process, path, ours, why, settings.queue, seen)
        if account is not None:
            self._others.note(surrogate.pid, name, account)
            surrogate.ended.add_done_callback(lambda _: self._others.forget(surrogate.pid))
        _bind(surrogate.pid, name, settings.processors)
        return surrogate

    def close(self) -> None:
        """Remove the folders of their sockets."""
        self._others.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _command(home: str, path: str, name: str, descriptor: int) -> list[str]:
    words = ["--home", home, "--socket", path, "--name", name, "--pipe", str(descriptor)]
    return [sys.executable, "-m", "adsiis.dllhost", *words]


def _bind(pid: int, name: str, processors: int) -> None:
    """Let a process run on these processors only, if they exist. Source: docs/behaviour.md, pool-12."""
    if not processors:
        return
    wanted = [number for number in range(psutil.cpu_count() or 1) if processors >> number & 1]
    try:
        psutil.Process(pid).cpu_affinity(wanted or None)
    except (psutil.Error, AttributeError, ValueError) as error:
        _log.error("The pool %s: SMPProcessorAffinityMask cannot be followed: %s.", name, error)
    if not wanted:
        _log.error("The pool %s: SMPProcessorAffinityMask names no processor of this machine.", name)


def _socket_folder(home: str) -> str:
    """An empty folder for sockets, which only this user may enter.

    It is in the data folder, where the next host finds what a killed one left; elsewhere when the path of a
    socket there would be too long for the system.
    """
    folder = os.path.join(home, "surrogates")
    if len(folder) > LONGEST_FOLDER:
        return tempfile.mkdtemp(prefix="adsiis-")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder, mode=0o700)
    return folder
