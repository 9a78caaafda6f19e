' What a date may be.
For Each v In Array("1/2/2003", "13/1/2003", "1/32/2003", "2003-04-05", "April 5", "10:30", "25:00", "hello", "", "5", #1/1/2000#, 5, "2/29/2004", "2/29/2003", "Jan 1, 2000", "12:30 PM", "1/2/2003 10:00")
  WScript.Echo "[" & v & "] " & IsDate(v)
Next
WScript.Echo IsDate(Null) & IsDate(Empty)
