' A small program: fields in quotes.
line = "a,""b,c"",d,""e""""f"""
inside = False
For i = 1 To Len(line)
  ch = Mid(line, i, 1)
  If ch = """" Then
    inside = Not inside
  ElseIf ch = "," And Not inside Then
    WScript.Echo field
    field = ""
  Else
    field = field & ch
  End If
Next
WScript.Echo field
