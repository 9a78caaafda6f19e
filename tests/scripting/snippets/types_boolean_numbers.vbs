' Truth as a number.
WScript.Echo True + 0, False + 0, True * 5, True + True, CInt(True), CDbl(True), TypeName(True + 1), -True, Abs(True), Len(True), True & ""
If True = -1 Then WScript.Echo "minus one"
WScript.Echo CStr(Not 5), CStr(CBool(5))
