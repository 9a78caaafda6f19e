' Objects and arrays as items.
Set d = CreateObject("Scripting.Dictionary")
d.Add "list", Array(1, 2, 3)
Set d("inner") = CreateObject("Scripting.Dictionary")
d("inner").Add "x", "y"
WScript.Echo d("list")(1), d("inner")("x"), d.Item("inner").Count, TypeName(d("inner"))
a = d.Keys
WScript.Echo UBound(a), a(0), d.Items()(0)(2)
