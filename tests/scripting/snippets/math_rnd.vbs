' Chance, as far as it can be foretold.
Randomize 5
a = Rnd : b = Rnd(1) : c = Rnd(0)
WScript.Echo CStr(a >= 0 And a < 1), CStr(b = c), CStr(a <> b), TypeName(a)
x = Rnd(-3) : y = Rnd(-3)
WScript.Echo CStr(x = y)
n = Int((6 * Rnd) + 1)
WScript.Echo CStr(n >= 1 And n <= 6)
Randomize
