' FormatDateTime with its five forms.
d = #3/4/2005 13:06:07#
WScript.Echo FormatDateTime(d)
WScript.Echo FormatDateTime(d, 0)
WScript.Echo FormatDateTime(d, 1)
WScript.Echo FormatDateTime(d, 2)
WScript.Echo FormatDateTime(d, 3)
WScript.Echo FormatDateTime(d, 4)
WScript.Echo FormatDateTime(#1/1/2000#), FormatDateTime(#10:00:00#), FormatDateTime("2001-02-03", 2)
On Error Resume Next
x = FormatDateTime(d, 5) : WScript.Echo Err.Number : Err.Clear
