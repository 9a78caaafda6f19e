' Names know no case.
Value = 1
VALUE = value + 1
WScript.Echo vAlUe
