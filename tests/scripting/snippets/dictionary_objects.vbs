' Objects and arrays as items.
Set d = CreateObject("Scripting.Dictionary")
d.Add "list", Array(1, 2, 3)
d.Add "inner", CreateObject("Scripting.Dictionary")
d.Item("inner").Add "x", "y"
v = d.Item("list")
WScript.Echo v(1), d.Item("inner").Item("x"), d.Item("inner").Count
