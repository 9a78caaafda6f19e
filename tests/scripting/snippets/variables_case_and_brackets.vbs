' Names know no case, and may be written in brackets.
Value = 1
VALUE = value + 1
WScript.Echo vAlUe
[my var] = 5
WScript.Echo [my var] + 1
[End] = 3
WScript.Echo [End]
