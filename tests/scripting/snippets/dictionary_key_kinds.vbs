' Keys of every kind.
Set d = CreateObject("Scripting.Dictionary")
d.Add 1, "int"
d.Add "1", "text"
d.Add 1.5, "double"
WScript.Echo d.Item(1), d.Item("1"), d.Item(1.5), d.Count, d.Item(1.0), d.Item(CLng(1)), d.Item(CDbl(1))
