' FormatNumber and its options.
WScript.Echo FormatNumber(1234.567), FormatNumber(1234.567, 1), FormatNumber(0.5), FormatNumber(0.5, 2, 0), FormatNumber(-1234.5, 2, -1, -1), FormatNumber(1234567, 0, -1, 0, 0), FormatNumber(1234567.891, 2, -1, 0, -1), FormatNumber("12.3"), FormatNumber(0)
WScript.Echo FormatNumber(2.5, 0), FormatNumber(3.5, 0), FormatNumber(0.125, 2), FormatNumber(1E10, 0)
