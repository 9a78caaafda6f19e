"""Scripts run by the engine as it is here, and by asppy as it comes."""

from __future__ import annotations

import time

from ASPPY.http_response import RenderResult
from ASPPY.http_response import Response as PlainResponse
from ASPPY.parser import Parser as PlainParser
from ASPPY.runner_vm import _build_globals_env
from ASPPY.vb_runtime import vbs_cstr
from ASPPY.vm.context import ExecutionContext
from ASPPY.vm.interpreter import VBInterpreter

from adsiis.vbs.engine import Interpreter, Parser, Program
from adsiis.vbs.engine.err_object import Err
from adsiis.vbs.engine.names import names


class Output:
    """Stands for Response and gathers what a script writes."""

    def __init__(self):
        self.text = ""

    def write(self, value):
        self.text += vbs_cstr(value)

    write_text = write


class Host:
    """An object of the host: says what it was called with."""

    Prop = 7

    def __init__(self, out):
        self._out = out

    def Echo(self, *values):
        self._out.write("[" + "|".join(vbs_cstr(value) for value in values) + "]")


def ours(source, *, seconds=5.0):
    """What a script writes here; its error is raised."""
    out = Output()
    context = ExecutionContext(out, err=Err())
    known = names() | {"RESPONSE": out, "ERR": context.Err, "HOST": Host(out)}
    interpreter = Interpreter(context, known, time.monotonic() + seconds)
    try:
        interpreter.run(Program(Parser(source).parse_program()))
    finally:
        interpreter.release()
    return out.text


def plain(source):
    """What a script writes under asppy alone, or the name of the error it ends with."""
    body, out = bytearray(), Output()
    context = ExecutionContext(PlainResponse(RenderResult(), body))
    known = _build_globals_env(context) | {"HOST": Host(out)}
    try:
        interpreter = VBInterpreter(context, known)
        for stmt in PlainParser(source).parse_program():
            interpreter.exec_stmt(stmt)
    except Exception as found:  # noqa: BLE001 - whatever asppy makes of it
        return type(found).__name__
    context.Response.Flush()
    return body.decode() + out.text
