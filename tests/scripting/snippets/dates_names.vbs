' Months and days by name.
For i = 1 To 12
  s = s & MonthName(i) & "," & MonthName(i, True) & ";"
Next
WScript.Echo s
s = ""
For i = 1 To 7
  s = s & WeekdayName(i) & "," & WeekdayName(i, True) & "," & WeekdayName(i, False, 2) & ";"
Next
WScript.Echo s
On Error Resume Next
x = MonthName(13) : WScript.Echo Err.Number : Err.Clear
x = MonthName(0) : WScript.Echo Err.Number : Err.Clear
x = WeekdayName(8) : WScript.Echo Err.Number : Err.Clear
x = Weekday("x") : WScript.Echo Err.Number : Err.Clear
