"""`python -m adsiis.inetinfo.probe module:app`: what kind of application is it, `asgi` or `wsgi`?

A process of its own asks, so that the host never imports what its pools will run. Source:
docs/behaviour.md, run-2.
"""

from __future__ import annotations

import importlib
import inspect
import os
import sys
import traceback

from adsiis.dllhost import loading
from adsiis.dllhost.loading import ApplicationError, load


def kind_of(app: object) -> str:
    """`asgi` for what is called with three arguments or is a coroutine function, `wsgi` for anything else."""
    call = app if inspect.isroutine(app) else getattr(app, "__call__", app)  # noqa: B004 - its signature matters
    if inspect.iscoroutinefunction(call):
        return "asgi"
    try:
        wanted = [
            one
            for one in inspect.signature(call).parameters.values()  # type: ignore[arg-type]
            if one.kind in {one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD} and one.default is one.empty
        ]
    except (TypeError, ValueError):
        return "wsgi"
    return "asgi" if len(wanted) == 3 else "wsgi"


def main() -> int:
    """Say it on standard output, or in one sentence what keeps the application from being imported."""
    sys.path.insert(0, os.getcwd())
    out = os.dup(1)
    os.dup2(2, 1)
    try:
        said, code = kind_of(load(sys.argv[1])), 0
    except BaseException as error:  # noqa: BLE001 - importing runs code that may raise anything, even SystemExit
        said, code = _why(error), 1
    os.write(out, said.encode())
    return code


def _why(error: BaseException) -> str:
    """What is wrong, in one sentence."""
    if not isinstance(error, ApplicationError):
        return _raised(error)
    cause = error.__cause__
    own = isinstance(cause, ImportError | AttributeError) and _is_about(cause, sys.argv[1])
    return str(error) if cause is None or own else _raised(cause)


def _raised(error: BaseException) -> str:
    """What an application's own code raised; the way there is shown, from its first line on."""
    trace = error.__traceback__
    while trace is not None and not _is_own(trace.tb_frame.f_code.co_filename):
        trace = trace.tb_next
    sys.stderr.write("".join(traceback.format_exception(error.with_traceback(trace))))
    at = traceback.extract_tb(trace)
    where = f" ({at[-1].filename}, line {at[-1].lineno})" if at else ""
    return f"importing it raised {type(error).__name__}: {error}{where}"


def _is_own(file: str) -> bool:
    """Whether a file is not of the machinery that imports."""
    return os.path.isabs(file) and file not in {__file__, loading.__file__, importlib.__file__}


def _is_about(cause: BaseException, spec: str) -> bool:
    """Whether the name itself is wrong, and not something within the application."""
    module = spec.partition(":")[0]
    name = getattr(cause, "name", None) or ""
    return isinstance(cause, AttributeError) or module == name or module.startswith(f"{name}.")


if __name__ == "__main__":
    sys.exit(main())
