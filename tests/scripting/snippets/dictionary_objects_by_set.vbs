' An item set to an object, and reached through brackets.
Set d = CreateObject("Scripting.Dictionary")
Set d("inner") = CreateObject("Scripting.Dictionary")
d("inner").Add "x", "y"
d("inner")("z") = 5
WScript.Echo d("inner")("x"), d("inner").Count, d("inner")("z")
