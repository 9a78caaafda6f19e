' Blanks at the ends.
s = "  a b  "
WScript.Echo "[" & Trim(s) & "][" & LTrim(s) & "][" & RTrim(s) & "][" & Trim(vbTab & "x" & vbTab) & "]", Len(Trim(vbTab & "x")), TypeName(Trim(Null)), "[" & Trim("") & "]", Trim(5)
