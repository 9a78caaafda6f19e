' Dashes and brackets in sets, letters that mean themselves, and the end of the text.
Set re = New RegExp
re.Pattern = "^[\w-.]+@[\w.-]+$"
WScript.Echo re.Test("a-b.c@d.e"), re.Test("a b@c"), re.Test("a@b" & vbLf)
re.Pattern = "[[]x[\]]"
WScript.Echo re.Test("[x]")
re.Pattern = "\/\:\e"
WScript.Echo re.Test("/:e")
re.Pattern = "a$" : re.MultiLine = True
WScript.Echo re.Test("a" & vbLf & "b")
