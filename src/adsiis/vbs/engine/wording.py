"""What VBScript says: the texts of its errors by number, and how an error of the engine is told.

Err.Description is the bare text; a host shows the name it is about behind it. asppy puts words of its own
into the text. Source: docs/behaviour.md, vbs-17 and vbs-18.
"""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from ASPPY.lexer import LexerError
from ASPPY.parser import ParseError
from ASPPY.vb_errors import VBScriptCompilationError

COMPILATION_ERRORS: Final = (VBScriptCompilationError, ParseError, LexerError)
RUNTIME_SOURCE: Final = "Microsoft VBScript runtime error"
COMPILATION_SOURCE: Final = "Microsoft VBScript compilation error"
UNKNOWN: Final = "Unknown runtime error"

RUNTIME: Final = {
    5: "Invalid procedure call or argument",
    6: "Overflow",
    7: "Out of memory",
    9: "Subscript out of range",
    10: "This array is fixed or temporarily locked",
    11: "Division by zero",
    13: "Type mismatch",
    14: "Out of string space",
    17: "Can't perform requested operation",
    28: "Out of stack space",
    35: "Sub or Function not defined",
    48: "Error in loading DLL",
    51: "Internal error",
    52: "Bad file name or number",
    53: "File not found",
    54: "Bad file mode",
    55: "File already open",
    57: "Device I/O error",
    58: "File already exists",
    61: "Disk full",
    62: "Input past end of file",
    67: "Too many files",
    68: "Device unavailable",
    70: "Permission denied",
    71: "Disk not ready",
    74: "Can't rename with different drive",
    75: "Path/File access error",
    76: "Path not found",
    91: "Object variable not set",
    92: "For loop not initialized",
    94: "Invalid use of Null",
    322: "Can't create necessary temporary file",
    424: "Object required",
    429: "ActiveX component can't create object",
    430: "Class doesn't support Automation",
    432: "File name or class name not found during Automation operation",
    438: "Object doesn't support this property or method",
    440: "Automation error",
    445: "Object doesn't support this action",
    446: "Object doesn't support named arguments",
    447: "Object doesn't support current locale setting",
    448: "Named argument not found",
    449: "Argument not optional",
    450: "Wrong number of arguments or invalid property assignment",
    451: "Object not a collection",
    453: "Specified DLL function not found",
    455: "Code resource lock error",
    457: "This key is already associated with an element of this collection",
    458: "Variable uses an Automation type not supported in VBScript",
    462: "The remote server machine does not exist or is unavailable",
    481: "Invalid picture",
    500: "Variable is undefined",
    501: "Illegal assignment",
    502: "Object not safe for scripting",
    503: "Object not safe for initializing",
    504: "Object not safe for creating",
    505: "Invalid or unqualified reference",
    506: "Class not defined",
    507: "An exception occurred",
    5016: "Regular Expression object expected",
    5017: "Syntax error in regular expression",
    5018: "Unexpected quantifier",
    5019: "Expected ']' in regular expression",
    5020: "Expected ')' in regular expression",
    5021: "Invalid range in character set",
    32811: "Element not found",
}

COMPILATION: Final = {
    1002: "Syntax error",
    1006: "Expected ')'",
    1010: "Expected identifier",
    1011: "Expected '='",
    1012: "Expected 'If'",
    1013: "Expected 'To'",
    1014: "Expected 'End'",
    1015: "Expected 'Function'",
    1016: "Expected 'Sub'",
    1017: "Expected 'Then'",
    1018: "Expected 'Wend'",
    1019: "Expected 'Loop'",
    1020: "Expected 'Next'",
    1021: "Expected 'Case'",
    1022: "Expected 'Select'",
    1023: "Expected expression",
    1024: "Expected statement",
    1025: "Expected end of statement",
    1026: "Expected integer constant",
    1032: "Invalid character",
    1033: "Unterminated string constant",
    1037: "Invalid use of 'Me' keyword",
    1039: "Invalid 'exit' statement",
    1040: "Invalid 'for' loop control variable",
    1041: "Name redefined",
    1044: "Cannot use parentheses when calling a Sub",
    1046: "Expected 'In'",
    1049: "Expected Let or Set or Get in property declaration",
}
SYNTAX_ERROR: Final = 1002

_PARSED: Final = (
    (r"Unterminated string", 1033),
    (r"Unexpected character|Invalid character|Unterminated date", 1032),
    (r"Expected RPAREN", 1006),
    (r"Name redefined", 1041),
    (r"Cannot use parentheses", 1044),
    (r"Expected '='|EXPECTED_ASSIGN", 1011),
    (r"Expected THEN|Expected 'Then'", 1017),
    (r"Expected IF after END|Expected END (SUB|FUNCTION|IF|CLASS|SELECT|PROPERTY)|Expected 'End", 1014),
    (r"Expected WITH", 1014),
    (r"Expected WEND|Expected 'Wend'", 1018),
    (r"Expected LOOP|Expected 'Loop'", 1019),
    (r"Expected NEXT|Expected 'Next'", 1020),
    (r"Expected CASE", 1021),
    (r"Expected SELECT", 1022),
    (r"Expected TO\b", 1013),
    (r"Expected IN\b", 1046),
    (r"Expected GET, LET", 1049),
    (r"Can't use the same variable", 1040),
    (r"Expected integer", 1026),
    (r"Invalid use of Me", 1037),
    (r"Expected (identifier|loop variable|property name|Sub name|Function name|Class name|class name)", 1010),
    (r"Expected expression", 1023),
    (r"Expected end of statement|Expected operator between", 1025),
)
_ABOUT: Final = (
    r"Variable is undefined: '(\w+)'",
    r"got VB\w+: \.?(\w+)",
    r"Unknown member: (\w+) on",
    r"Not callable: (\w+)",
    r"out of range: (\w+)\(",
)


class Told(NamedTuple):
    """An error as it is told: its number, who says it, the text, and the name it is about, or empty."""

    number: int
    source: str
    text: str
    about: str = ""


def runtime_text(number: int) -> str:
    """VBScript's text for a number, which may be its HRESULT."""
    return RUNTIME.get(number & 0xFFFF if number & 0xFFFF_0000 == 0x800A_0000 else number, UNKNOWN)


def told(found: BaseException) -> Told:
    """How an error of a running script, already one of the engine's, is told."""
    about = getattr(found, "vbs_about", "")
    definition: Any = getattr(found, "error_def", None)
    if definition is not None:
        text = str(found)
        known = RUNTIME.get(definition.number)
        return Told(definition.number, RUNTIME_SOURCE, known or text, about or _about(text))
    number = int(getattr(found, "number", 0))
    text = getattr(found, "description", str(found))
    return Told(number, getattr(found, "source", "") or _source_of(number), text, about)


def compilation(found: BaseException) -> tuple[int, str]:
    """The number and text VBScript has for what a parser found wrong."""
    if isinstance(found, RecursionError):
        return 1001, "Out of memory"
    said = str(found) if not isinstance(found, VBScriptCompilationError) else found.description
    number = next((number for pattern, number in _PARSED if re.search(pattern, said)), SYNTAX_ERROR)
    return number, COMPILATION[number]


def _about(text: str) -> str:
    return next((found[1] for found in (re.search(pattern, text) for pattern in _ABOUT) if found), "")


def _source_of(number: int) -> str:
    """Errors of VBScript's own numbers come from it; those of others' HRESULTs name nobody."""
    return RUNTIME_SOURCE if 0 <= number < 0x1_0000 or number & 0xFFFF_0000 == 0x800A_0000 else ""
