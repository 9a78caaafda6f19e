' How whole numbers look.
WScript.Echo CStr(0), CStr(-1), CStr(123456789), CStr(2147483647), CStr(CDbl(5)), CStr(CCur(7)), CStr(CByte(9))
WScript.Echo CStr(100000000000000), CStr(999999999999999), CStr(1000000000000000), CStr(1E15), CStr(1E16), CStr(123456789012345678)
