' The six logical operators on numbers work on bits.
WScript.Echo 12 And 10, 12 Or 10, 12 Xor 10, 12 Eqv 10, 12 Imp 10, Not 12
WScript.Echo 5 And True, 5 And False, 5 Or True, Not 0, Not -1
WScript.Echo TypeName(12 And 10), TypeName(12 And True), TypeName(True And False), TypeName(CLng(1) And 1)
WScript.Echo "7" And 2, 2.5 And 3, 3.5 And 7
WScript.Echo &HFF And &H0F, &H80000000 Or 1
