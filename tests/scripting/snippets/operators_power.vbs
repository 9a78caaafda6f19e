' Powers, roots and their signs.
WScript.Echo 2 ^ 10, 2 ^ 0, 9 ^ 0.5, 2 ^ -2, (-2) ^ 3, 0 ^ 0
WScript.Echo TypeName(2 ^ 2)
