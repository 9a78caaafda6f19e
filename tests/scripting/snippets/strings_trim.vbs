' Blanks at the ends.
s = "  a b  "
WScript.Echo "[" & Trim(s) & "][" & LTrim(s) & "][" & RTrim(s) & "]", "[" & Trim("") & "]", Trim(5)
