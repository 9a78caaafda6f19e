' Values and objects assigned.
Set d = CreateObject("Scripting.Dictionary")
Set y = d
y.Add "k", 1
WScript.Echo d.Count
y = 3
WScript.Echo TypeName(y), d.Count
