' A date is no number.
WScript.Echo CStr(IsNumeric(#1/1/2000#)), CStr(IsNumeric("1/1/2000"))
