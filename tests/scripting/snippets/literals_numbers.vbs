' Numbers as they may be written.
WScript.Echo 1, 1.5, .5, 5., 1e3, 1E-2, 1.5e+2, 0
WScript.Echo TypeName(1), TypeName(32768), TypeName(-32768), TypeName(2147483648), TypeName(1.0), TypeName(1e0), TypeName(32767), TypeName(2147483647)
