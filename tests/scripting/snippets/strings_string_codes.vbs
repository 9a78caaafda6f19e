' A character by its code.
WScript.Echo String(3, 65), String(2, 321)
