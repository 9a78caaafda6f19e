' Operands are rounded, the result is cut off.
WScript.Echo -7 \ 2, 7 \ -2, -7 \ -2, 7.5 \ 2, 8.5 \ 2, 2.5 \ 1, 3.5 \ 1
WScript.Echo TypeName(7 \ 2), TypeName(7.5 \ 2), TypeName(CByte(9) \ CByte(2))
