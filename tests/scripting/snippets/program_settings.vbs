' A small program: lines of settings read.
lines = Array("name = web1", "port=8080", "; a remark", "", "path = c:\inetpub")
For Each line In lines
  line = Trim(line)
  If line <> "" And Left(line, 1) <> ";" Then
    p = InStr(line, "=")
    WScript.Echo LCase(Trim(Left(line, p - 1))) & ":" & Trim(Mid(line, p + 1))
  End If
Next
