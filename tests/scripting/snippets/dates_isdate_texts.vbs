' Texts that are dates.
For Each v In Array("1/2/2003", "13/1/2003", "2003-04-05", "April 5", "10:30", "2/29/2004", "Jan 1, 2000", "12:30 PM", "1/2/2003 10:00", "5-Apr-2003")
  WScript.Echo "[" & v & "] " & IsDate(v)
Next
