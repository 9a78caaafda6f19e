' Greedy and lazy, alternatives, classes, look-ahead.
Set r = CreateObject("VBScript.RegExp")
r.Pattern = "<.+>" : WScript.Echo r.Execute("<a><b>")(0).Value
r.Pattern = "<.+?>" : WScript.Echo r.Execute("<a><b>")(0).Value
r.Pattern = "cat|dog" : WScript.Echo r.Execute("hotdog")(0).FirstIndex
r.Pattern = "[^a-c]+" : WScript.Echo r.Execute("abcxyz")(0).Value
r.Pattern = "\bfoo(?=bar)" : WScript.Echo r.Execute("foobar")(0).Value
r.Pattern = "(a)(b)?" : WScript.Echo "[" & r.Execute("ac")(0).SubMatches(1) & "]"
r.Pattern = "(x)\1" : WScript.Echo CStr(r.Test("axxb"))
r.Pattern = "\d{2,3}" : WScript.Echo r.Execute("1 12345")(0).Value
