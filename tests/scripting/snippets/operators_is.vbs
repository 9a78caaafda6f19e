' Is compares objects.
Set a = CreateObject("Scripting.Dictionary")
Set b = a
Set c = CreateObject("Scripting.Dictionary")
WScript.Echo CStr(a Is b), CStr(a Is c), CStr(a Is Nothing), CStr(Nothing Is Nothing), CStr(Not a Is c)
Set b = Nothing
WScript.Echo CStr(b Is Nothing)
