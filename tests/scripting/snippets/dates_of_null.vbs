' The parts of Null are Null.
WScript.Echo TypeName(Year(Null)), TypeName(Weekday(Null)), TypeName(DateAdd("d", 1, Null))
