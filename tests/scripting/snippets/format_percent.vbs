' FormatPercent and its options.
WScript.Echo FormatPercent(0.5), FormatPercent(0.12345, 1), FormatPercent(1), FormatPercent(-0.5), FormatPercent(12.5), FormatPercent(0.001), FormatPercent(0.005, 2, 0)
