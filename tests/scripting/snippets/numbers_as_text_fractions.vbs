' How fractions look: fifteen digits.
WScript.Echo 0.1, -0.1, .5, 1.10, 3.14159265358979, 0.1 + 0.2, 1 / 3, 2 / 3, 100 / 3
WScript.Echo 0.001, 0.0001, 1.5E-300
WScript.Echo 1E20, 1.5E+100, 123456.789, 1234567890.12345, 12345678901234.5, -1E20
