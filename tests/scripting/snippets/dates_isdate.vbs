' What is no date.
For Each v In Array("1/32/2003", "25:00", "hello", "", "5", #1/1/2000#, 5, "2/29/2003")
  WScript.Echo "[" & v & "] " & IsDate(v)
Next
WScript.Echo IsDate(Null) & IsDate(Empty)
