' Dates from their parts, which may overflow.
WScript.Echo DateSerial(2004, 1, 31), DateSerial(2004, 2, 30), DateSerial(2004, 13, 1), DateSerial(2004, 0, 1), DateSerial(2004, 3, 0), DateSerial(2004, 1, -5), DateSerial(99, 1, 1), DateSerial(2030 - 30, 12, 31)
WScript.Echo TimeSerial(1, 2, 3), TimeSerial(13, 70, 80), TimeSerial(23, 59, 60), TimeSerial(0, 0, 0), TypeName(TimeSerial(1, 1, 1)), TypeName(DateSerial(1, 1, 1)), TimeSerial(12, -15, 0)
