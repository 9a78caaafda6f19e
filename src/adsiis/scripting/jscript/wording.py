"""What JScript says: the texts of its errors by number.

Errors of the host's objects keep the text they have, but where JScript had words of its own.
Source: docs/behaviour.md, jscript-8 and jscript-9.
"""

from __future__ import annotations

from typing import Final

RUNTIME_SOURCE: Final = "Microsoft JScript runtime error"
COMPILATION_SOURCE: Final = "Microsoft JScript compilation error"

COMPILATION: Final = {
    1002: "Syntax error",
    1003: "Expected ':'",
    1004: "Expected ';'",
    1005: "Expected '('",
    1006: "Expected ')'",
    1007: "Expected ']'",
    1008: "Expected '{'",
    1009: "Expected '}'",
    1010: "Expected identifier",
    1011: "Expected '='",
    1012: "Expected '/'",
    1013: "Invalid number",
    1014: "Invalid character",
    1015: "Unterminated string constant",
    1016: "Unterminated comment",
    1018: "'return' statement outside of function",
    1019: "Can't have 'break' outside of loop",
    1020: "Can't have 'continue' outside of loop",
    1023: "Expected hexadecimal digit",
    1024: "Expected 'while'",
    1025: "Label redefined",
    1026: "Label not found",
    1027: "'default' can only appear once in a 'switch' statement",
    1028: "Expected identifier, string or number",
    1029: "Expected '@end'",
    1030: "Conditional compilation is turned off",
    1031: "Expected constant",
    1032: "Expected '@'",
    1033: "Expected 'catch'",
    1035: "Throw must be followed by an expression on the same source line",
}
RUNTIME: Final = {
    28: "Out of stack space",
    7: "Out of memory",
    429: "Automation server can't create object",
    438: "Object doesn't support this property or method",
    445: "Object doesn't support this action",
    5000: "Cannot assign to 'this'",
    5002: "Function expected",
    5003: "Cannot assign to a function result",
    5007: "Object expected",
    5008: "Illegal assignment",
    5009: "'{0}' is undefined",
    5013: "VBArray expected",
    5017: "Syntax error in regular expression",
    5018: "Unexpected quantifier",
    5019: "Expected ']' in regular expression",
    5020: "Expected ')' in regular expression",
    5021: "Invalid range in character set",
    5022: "Exception thrown and not caught",
    5024: "The URI to be encoded contains an invalid character",
    5025: "The URI to be decoded is not a valid encoding",
    5026: "The number of fractional digits is out of range",
    5027: "The precision is out of range",
    5029: "Array length must be a finite positive integer",
}


class CompilationError(Exception):
    """A script that does not compile.

    Attributes:
        number: the number of the error.
        at: where it is.
    """

    def __init__(self, number: int, at: int) -> None:
        super().__init__(COMPILATION[number])
        self.number = number
        self.at = at


def hresult(number: int) -> int:
    """A number as `e.number` has it: JScript's own numbers are HRESULTs of facility 10, and signed."""
    whole = number & 0xFFFF_FFFF
    if whole < 0x1_0000:
        whole |= 0x800A_0000
    return whole - 0x1_0000_0000 if whole & 0x8000_0000 else whole
