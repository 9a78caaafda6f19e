' The members of a dictionary.
Set d = CreateObject("Scripting.Dictionary")
d.Add "a", 1
d.Add "b", 2
d("c") = 3
d.Item("a") = 10
WScript.Echo d.Count, d("a"), d.Item("b"), d("c"), CStr(d.Exists("a")), CStr(d.Exists("A")), CStr(d.Exists("z"))
For Each k In d.Keys : s = s & k & "=" & d(k) & " " : Next
WScript.Echo s
d.Remove "b"
WScript.Echo d.Count
d.Key("a") = "z"
WScript.Echo d("z"), CStr(d.Exists("a"))
d.RemoveAll
WScript.Echo d.Count
