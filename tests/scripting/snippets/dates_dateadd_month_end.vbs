' A month added to its last day gives the last day of the next, never more.
d = #1/31/2004 10:20:30#
WScript.Echo DateAdd("m", 1, d), DateAdd("m", 13, d), DateAdd("q", 1, d), DateAdd("yyyy", 1, #2/29/2004#), DateAdd("m", -2, #4/30/2004#)
