' The last place of a text in another.
s = "a.b.c"
WScript.Echo InStrRev(s, "."), InStrRev(s, ".", 3), InStrRev(s, "x"), InStrRev(s, "", 2), InStrRev("", "a"), InStrRev(s, "C", -1, 1), InStrRev(s, "C"), InStrRev(s, ".", 1), InStrRev(s, ".", 9)
