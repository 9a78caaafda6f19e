' Let, which nobody writes, and everybody may.
Let x = 5
WScript.Echo x
