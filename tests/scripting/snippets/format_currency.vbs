' FormatCurrency and its options.
WScript.Echo FormatCurrency(1234.5), FormatCurrency(0.5), FormatCurrency(-12.345), FormatCurrency(1234567, 0), FormatCurrency(-5, 2, -1, 0), FormatCurrency(0.5, 2, 0)
