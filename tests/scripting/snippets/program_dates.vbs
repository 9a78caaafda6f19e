' A small program: the days until the end of a month.
d = #2/10/2004#
Do While Month(d) = 2
  n = n + 1
  d = d + 1
Loop
WScript.Echo n, d, Weekday(d)
