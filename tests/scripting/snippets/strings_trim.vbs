' Blanks at the ends.
s = "  a b  "
WScript.Echo "[" & Trim(s) & "][" & LTrim(s) & "][" & RTrim(s) & "]", Len(Trim(vbTab & "x")), "[" & Trim("") & "]", Trim(5)
