' Values and objects assigned.
Set d = CreateObject("Scripting.Dictionary")
Let x = 5
WScript.Echo x
Set y = d
y.Add "k", 1
WScript.Echo d.Count
y = 3
WScript.Echo TypeName(y), TypeName(d)
