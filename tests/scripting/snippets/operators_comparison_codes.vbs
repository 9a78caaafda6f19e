' A capital is smaller than any small letter.
WScript.Echo CStr("Z" < "a"), CStr("a" > "B"), CStr("_" > "A")
