' The constants that are always there.
WScript.Echo Len(vbCrLf), Len(vbNewLine), Asc(vbTab), Asc(vbCr), Asc(vbLf), Asc(vbNullChar), Len(vbNullString), Asc(vbFormFeed), Asc(vbVerticalTab)
WScript.Echo vbTrue, vbFalse, vbUseDefault, vbBinaryCompare, vbTextCompare, vbObjectError
WScript.Echo vbSunday, vbSaturday, vbUseSystem, vbFirstJan1, vbFirstFourDays, vbFirstFullWeek, vbGeneralDate, vbLongDate, vbShortDate, vbLongTime, vbShortTime
WScript.Echo vbEmpty, vbNull, vbInteger, vbLong, vbSingle, vbDouble, vbCurrency, vbDate, vbString, vbObject, vbError, vbBoolean, vbVariant, vbDataObject, vbByte, vbArray, vbDecimal
WScript.Echo vbOKOnly, vbOKCancel, vbAbortRetryIgnore, vbYesNoCancel, vbYesNo, vbRetryCancel, vbCritical, vbQuestion, vbExclamation, vbInformation, vbDefaultButton2, vbSystemModal
WScript.Echo vbOK, vbCancel, vbAbort, vbRetry, vbIgnore, vbYes, vbNo, vbBlack, vbRed, vbGreen, vbYellow, vbBlue, vbMagenta, vbCyan, vbWhite
