' A small program: words that read both ways.
For Each w In Array("level", "vbscript", "noon", "a", "")
  If StrReverse(w) = w Then s = s & "yes " Else s = s & "no "
Next
WScript.Echo s
