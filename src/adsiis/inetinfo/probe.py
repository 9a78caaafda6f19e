"""`python -m adsiis.inetinfo.probe module:app`: what kind of application is it, `asgi` or `wsgi`?

A process of its own asks, so that the host never imports what its pools will run. Source:
docs/behaviour.md, run-2.
"""

from __future__ import annotations

import inspect
import os
import sys

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
    """Say it on standard output; what keeps the application from being imported on standard error."""
    sys.path.insert(0, os.getcwd())
    out = os.dup(1)
    os.dup2(2, 1)
    try:
        kind = kind_of(load(sys.argv[1]))
    except ApplicationError as error:
        cause = error.__cause__
        if isinstance(cause, ImportError | AttributeError) and _is_about(cause, sys.argv[1]):
            sys.stderr.write(f"{error}\n")
            return 1
        raise
    os.write(out, kind.encode())
    return 0


def _is_about(cause: BaseException, spec: str) -> bool:
    """Whether the name itself is wrong, and not something within the application."""
    module = spec.partition(":")[0]
    name = getattr(cause, "name", None) or ""
    return isinstance(cause, AttributeError) or module == name or module.startswith(f"{name}.")


if __name__ == "__main__":
    sys.exit(main())
