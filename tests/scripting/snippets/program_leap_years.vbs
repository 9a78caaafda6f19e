' A small program: years of 366 days.
For y = 1896 To 1912
  If (y Mod 4 = 0 And y Mod 100 <> 0) Or y Mod 400 = 0 Then s = s & y & " "
Next
WScript.Echo s
WScript.Echo Day(DateSerial(1900, 3, 0)), Day(DateSerial(2000, 3, 0))
