' Adds a script map for .php unless it is there.
Dim maps, m, newMaps(), n, ext
ext = ".php"
Set root = GetObject("IIS://localhost/W3SVC/1/ROOT")
maps = root.ScriptMaps
n = 0
For Each m In maps
  If Left(m, InStr(m, ",") - 1) <> ext Then
    ReDim Preserve newMaps(n)
    newMaps(n) = m
    n = n + 1
  End If
Next
WScript.Echo n > 5
ReDim Preserve newMaps(1)
ReDim Preserve newMaps(2)
newMaps(2) = ext & ",C:\PHP\php.dll,5,GET,HEAD,POST"
root.ScriptMaps = newMaps
root.SetInfo
For Each m In root.ScriptMaps
  WScript.Echo m
Next
