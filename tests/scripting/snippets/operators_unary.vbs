' Signs before a value.
x = 5
WScript.Echo -x, +x, - -x, -(x + 1), -"3", -True, TypeName(-"3"), TypeName(-True), TypeName(-CByte(1)), -Empty
