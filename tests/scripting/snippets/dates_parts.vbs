' The parts of a date.
d = #7/4/2006 15:08:09#
WScript.Echo Year(d), Month(d), Day(d), Hour(d), Minute(d), Second(d), Weekday(d), Weekday(d, 2), Weekday(d, vbTuesday)
WScript.Echo TypeName(Year(d)), Year("2001-05-06"), Month(40000), Hour(0.5)
