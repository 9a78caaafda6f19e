"""Importing an application: `package.module:app` out of its folder, once, or the reason why not.

A failure is remembered until one of the files it came from changes: an application that cannot be imported
costs a look at those files, not an import per request. Modules of a process are shared, so a module name may
belong to one folder only.
"""

from __future__ import annotations

import importlib
import importlib.machinery
import logging
import os
import sys
import threading
import traceback
from functools import reduce
from typing import Any, Final

_log = logging.getLogger("adsiis.applications")


class ApplicationError(Exception):
    """An application that breaks the rules of its interface, or cannot be loaded; one full sentence."""


class LoadError(ApplicationError):
    """An application that cannot be loaded; it was logged where that was found out."""


class Loader:
    """The way to one application. Thread-safe. Source: docs/behaviour.md, surrogate-3."""

    def __init__(self, spec: str, folder: str = "") -> None:
        """Prepare; nothing is imported yet.

        Args:
            spec: `package.module:app`; without `:app` it is `application`.
            folder: where its modules lie, unless they are installed.
        """
        self._spec = spec
        self._folder = os.path.realpath(folder) if folder else ""
        self._lock = threading.Lock()
        self._app: Any = None
        self._failure = ""
        self._stamps: dict[str, int] = {}

    def load(self) -> Any:
        """The application; raises LoadError."""
        with self._lock:
            if self._app is None:
                if self._failure and _stamps(self._stamps) == self._stamps:
                    raise LoadError(self._failure)
                self._app = self._imported()
            return self._app

    def unload(self) -> None:
        """Forget the application and the modules of its folder, so that the next load reads them anew."""
        with self._lock:
            self._app, self._failure = None, ""
            self._forget_modules()

    def _imported(self) -> Any:
        try:
            return self._found()
        except BaseException as problem:  # noqa: BLE001 - importing runs code that may raise anything, even SystemExit
            place, files = _place(problem.__cause__ or problem)
            self._failure = (
                f"The application {self._spec} cannot be loaded{place}: {type(problem).__name__}: {problem}"
            )
            self._stamps = _stamps(dict.fromkeys([*files, self._own_file()], 0))
            self._forget_modules()
            _log.error("%s", self._failure, exc_info=problem)
        raise LoadError(self._failure)

    def _found(self) -> Any:
        if self._folder and self._folder not in sys.path:
            sys.path.insert(0, self._folder)
        importlib.invalidate_caches()
        self._check_not_anothers(self._spec.partition(":")[0].partition(".")[0])
        return load(self._spec)

    def _check_not_anothers(self, root: str) -> None:
        module = sys.modules.get(root)
        if module is None or not self._folder:
            return
        here = importlib.machinery.PathFinder.find_spec(root, [self._folder])
        if here is not None and not _below(module, self._folder):
            raise ApplicationError(
                f"a module {root!r} of another application is loaded in this process already, from "
                f"{getattr(module, '__file__', None)}; one of the two needs another name or its own process."
            )

    def _own_file(self) -> str:
        """The file the application would be in, whether or not it exists."""
        parts = self._spec.partition(":")[0].split(".")
        path = os.path.join(self._folder or os.getcwd(), *parts)
        return os.path.join(path, "__init__.py") if os.path.isdir(path) else path + ".py"

    def _forget_modules(self) -> None:
        if self._folder:
            for name in [name for name, module in list(sys.modules.items()) if _below(module, self._folder)]:
                del sys.modules[name]


def load(spec: str) -> Any:
    """The callable that `package.module:app` names; raises ApplicationError when there is none."""
    name, colon, attribute = spec.partition(":")
    try:
        found = reduce(
            getattr, (attribute if colon else "application").split("."), importlib.import_module(name)
        )
    except (ImportError, AttributeError, ValueError) as problem:
        raise ApplicationError(
            f"{spec!r} names no application: {problem}. It would look like package.module:app."
        ) from problem
    if not callable(found):
        raise ApplicationError(f"{spec!r} names something that cannot be called.")
    return found


_LIBRARIES: Final = ("site-packages", "dist-packages")


def _below(module: Any, folder: str) -> bool:
    """Whether a module is a file of a folder, and not of a library installed somewhere below it."""
    file = getattr(module, "__file__", None)
    if not isinstance(file, str):
        return False
    path = os.path.realpath(file)
    return path.startswith(folder + os.sep) and not any(part in path for part in _LIBRARIES)


def _place(problem: BaseException) -> tuple[str, list[str]]:
    """Where an import failed, for the log, and all files it went through."""
    frames = traceback.extract_tb(problem.__traceback__)
    files = [
        frame.filename for frame in frames if os.path.isabs(frame.filename) and frame.filename != __file__
    ]
    if isinstance(problem, SyntaxError) and problem.filename:
        return f" ({problem.filename}, line {problem.lineno})", [*files, problem.filename]
    for frame in reversed(frames):
        if frame.filename in files and not frame.filename.startswith(os.path.dirname(importlib.__file__)):
            return f" ({frame.filename}, line {frame.lineno})", files
    return "", files


def _stamps(files: dict[str, int]) -> dict[str, int]:
    """When each file was last written; 0 for one that is not there."""
    found = {}
    for file in files:
        try:
            found[file] = os.stat(file).st_mtime_ns
        except OSError:
            found[file] = 0
    return found
