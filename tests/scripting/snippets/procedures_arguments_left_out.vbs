' Arguments of functions of VBScript that are left out.
WScript.Echo FormatNumber(1234.5, 1, , , 0), FormatNumber(0.25, , 0)
