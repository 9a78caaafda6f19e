' Years of two digits.
WScript.Echo Year("1/1/29"), Year("1/1/99"), Year("1/1/00"), Year(DateSerial(29, 1, 1)), Year(#1/1/05#), Year(#1/1/75#)
