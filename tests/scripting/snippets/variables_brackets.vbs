' Names in brackets.
[my var] = 5
WScript.Echo [my var] + 1
[End] = 3
WScript.Echo [End]
