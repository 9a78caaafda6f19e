"""asppy's VBScript engine with its defects mended: one module, one small override each.

`Parser` and `Interpreter` are asppy's with the overrides on top. Nothing of asppy is copied here, so that
each override can go when asppy needs it no more; the tests say when that is.
"""

from adsiis.vbs.engine.errors import Interrupted, ScriptTimeoutError
from adsiis.vbs.engine.followed import FollowedInterpreter, is_followed
from adsiis.vbs.engine.interpreter import Interpreter
from adsiis.vbs.engine.parser import Parser
from adsiis.vbs.engine.program import Program

__all__ = [
    "FollowedInterpreter",
    "Interpreter",
    "Interrupted",
    "Parser",
    "Program",
    "ScriptTimeoutError",
    "is_followed",
]
