' Time between.
a = #1/31/2004 23:59:59# : b = #2/1/2004 00:00:01#
For Each unit In Array("yyyy", "q", "m", "y", "d", "w", "ww", "h", "n", "s")
  WScript.Echo unit & " " & DateDiff(unit, a, b) & " " & DateDiff(unit, b, a) & " " & DateDiff(unit, #1/1/2000#, a)
Next
WScript.Echo DateDiff("ww", #1/3/2004#, #1/4/2004#), DateDiff("ww", #1/3/2004#, #1/4/2004#, 2), DateDiff("w", #1/1/2004#, #1/8/2004#), TypeName(DateDiff("d", a, b))
