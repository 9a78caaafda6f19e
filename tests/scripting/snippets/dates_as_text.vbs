' How dates and times look.
WScript.Echo #1/2/2003#
WScript.Echo #1/2/2003 00:00:00#
WScript.Echo #1/2/2003 4:05:06#
WScript.Echo #4:05:06 PM#
WScript.Echo #00:00:00#
WScript.Echo #12:00:00#
WScript.Echo "" & #12/31/1999 23:59:59#
WScript.Echo DateSerial(1850, 1, 2), DateSerial(1899, 12, 30), DateSerial(9999, 12, 31)
