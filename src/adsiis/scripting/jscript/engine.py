"""One JScript engine: a context of quickjs-ng with the prelude, and all that must end with it.

The engine is imported when a JScript runs. A context and its bridge hold each other; `close` parts them, so
that no garbage collector is needed. Source: docs/behaviour.md, jscript-10 and jscript-11.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from adsiis.scripting.jscript.bridge import Bridge, ScriptError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from adsiis.scripting.cscript.interpreter import ScriptInterpreter
    from adsiis.scripting.jscript.units import Unit, Units

MISSING: Final = "The engine of JScript is not installed: pip install 'adsiis[jscript]'."
_STACK: Final = 64 << 20


class MissingEngineError(Exception):
    """quickjs-ng is not installed."""

    def __init__(self) -> None:
        super().__init__(MISSING)


class Engine:
    """The engine of one script; it is made, used and closed on one thread.

    Args:
        interpreter: the interpreter of VBScript, which finds and calls members of objects.
        units: the texts of the script.
        creating: `new ActiveXObject` and `GetObject`.
        traced: is told the line of each statement, as the engine counts.

    Raises MissingEngineError.
    """

    def __init__(
        self,
        interpreter: ScriptInterpreter,
        units: Units,
        creating: tuple[Callable[..., Any], Callable[..., Any]],
        traced: Callable[[int], None],
    ) -> None:
        try:
            import quickjs
        except ImportError:
            raise MissingEngineError from None
        self._bridge = Bridge(interpreter, units, creating, traced)
        self._context: Any = quickjs.Context()
        self._context.set_max_stack_size(_STACK)
        self._context.add_callable("__wsh_host", self._bridge)
        self._context.eval(_prelude())
        self._bridge.pump = self._context.execute_pending_job
        self._bridge.answer = self._context.get("__wsh_answer")

    def give(self, known: Mapping[str, Any]) -> None:
        """Give the script names."""
        for name, value in known.items():
            self._bridge.ask("define", 0, name, value)

    def share(self, name: str) -> None:
        """Let the script see a name of VBScript."""
        self._bridge.ask("share", 0, name)

    def has(self, name: str) -> bool:
        """Whether a global name is known."""
        return bool(self._bridge.ask("has", 0, name))

    def value(self, name: str) -> Any:
        """What a global name holds."""
        return self._bridge.ask("get", 0, name)

    def set_value(self, name: str, value: Any) -> None:
        """Set a global name."""
        self._bridge.ask("set", 0, name, value)

    def run(self, unit: Unit) -> None:
        """Run a text. Raises ScriptError, or what ended the script."""
        found = self._context.get("__wsh_run")(unit.code)
        if self._bridge.ended is not None:
            raise self._bridge.ended
        if isinstance(found, str) and found[:1] == "e":
            raise ScriptError(json.loads(found[1:]))

    def close(self) -> None:
        """Let everything go."""
        self._bridge.close()
        self._context = None


@cache
def _prelude() -> str:
    return files("adsiis.scripting.jscript").joinpath("prelude.js").read_text(encoding="utf-8")
