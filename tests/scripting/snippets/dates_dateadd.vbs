' Time added.
d = #1/15/2004 10:20:30#
For Each unit In Array("yyyy", "q", "m", "y", "d", "w", "ww", "h", "n", "s")
  WScript.Echo unit & " " & DateAdd(unit, 1, d) & " " & DateAdd(unit, -1, d)
Next
WScript.Echo DateAdd("m", 13, d), DateAdd("d", 1.7, d), DateAdd("D", 1, "2001-01-01")
On Error Resume Next
x = DateAdd("zz", 1, d) : WScript.Echo Err.Number : Err.Clear
x = DateAdd("d", 1, "x") : WScript.Echo Err.Number : Err.Clear
