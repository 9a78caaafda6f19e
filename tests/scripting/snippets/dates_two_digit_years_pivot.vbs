' The year 30 is of the century before.
WScript.Echo Year("1/1/30"), Year(DateSerial(30, 1, 1))
