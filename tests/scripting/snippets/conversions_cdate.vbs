' Dates from texts and numbers.
WScript.Echo CDate("2003-04-05"), CDate("4/5/2003"), CDate("April 5, 2003"), CDate("5 Apr 2003"), CDate("12:30"), CDate("4/5/2003 1:02:03 PM")
WScript.Echo CDate(1), CDate(0.5), CDate(36526.75), CDate(-1), CDate(0)
On Error Resume Next
x = CDate("nonsense") : WScript.Echo Err.Number : Err.Clear
x = CDate("") : WScript.Echo Err.Number : Err.Clear
x = CDate(Null) : WScript.Echo Err.Number : Err.Clear
