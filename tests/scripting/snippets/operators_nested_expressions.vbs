' Long expressions.
a = 2 : b = 3 : c = 4
WScript.Echo a + b * c - (a - b) * -c / 2 ^ 2 + b Mod a, (((a))), -(-(-a)), a - -b + +c
WScript.Echo CStr(a < b And b < c Or Not c = 4), CStr((a < b) = (b < c)), a & b + c & a * b
