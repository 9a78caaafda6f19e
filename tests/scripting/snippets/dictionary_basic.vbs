' The members of a dictionary.
Set d = CreateObject("Scripting.Dictionary")
d.Add "a", 1
d.Add "b", 2
d("c") = 3
d.Item("a") = 10
WScript.Echo d.Count, d("a"), d.Item("b"), d("c"), CStr(d.Exists("a")), CStr(d.Exists("A")), CStr(d.Exists("z"))
WScript.Echo Join(d.Keys, ","), Join(d.Items, ",")
d.Remove "b"
WScript.Echo d.Count, Join(d.Keys, ",")
d.Key("a") = "z"
WScript.Echo Join(d.Keys, ","), d("z")
d.RemoveAll
WScript.Echo d.Count
