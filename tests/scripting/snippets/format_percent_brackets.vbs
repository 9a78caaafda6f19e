' A negative part of a hundred in brackets.
WScript.Echo FormatPercent(-0.25, 0, -1, -1)
