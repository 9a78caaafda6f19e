' The day or the time of a text.
WScript.Echo DateValue("2003-04-05 06:07:08"), DateValue("April 5, 2003"), TimeValue("2003-04-05 06:07:08"), TimeValue("4:35 PM"), TimeValue("16:35:20"), DateValue(#1/2/2003 3:04:05#)
On Error Resume Next
x = DateValue("x") : WScript.Echo Err.Number : Err.Clear
x = TimeValue("25:00") : WScript.Echo Err.Number : Err.Clear
