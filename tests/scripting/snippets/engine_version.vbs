' The locale is a Long.
WScript.Echo TypeName(GetLocale())
