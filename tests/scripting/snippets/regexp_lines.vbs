' Patterns over several lines.
Set r = New RegExp
r.Pattern = "^\w"
r.Global = True
t = "ab" & vbLf & "cd"
WScript.Echo r.Execute(t).Count
r.Multiline = True
WScript.Echo r.Execute(t).Count
r.Pattern = "a.*d"
WScript.Echo CStr(r.Test(t))
