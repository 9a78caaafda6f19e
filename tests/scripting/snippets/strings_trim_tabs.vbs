' Only blanks go.
WScript.Echo Len(Trim(vbTab & "x")), Len(Trim("x" & vbCrLf)), Len(LTrim(" " & vbTab))
