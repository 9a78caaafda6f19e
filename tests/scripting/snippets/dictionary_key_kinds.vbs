' Keys of every kind.
Set d = CreateObject("Scripting.Dictionary")
d.Add 1, "int"
d.Add "1", "text"
d.Add 1.5, "double"
d.Add True, "bool"
WScript.Echo d(1), d("1"), d(1.5), d(True), d.Count, d(1.0), d(CLng(1)), d(CDbl(1)), TypeName(d.Keys()(0))
