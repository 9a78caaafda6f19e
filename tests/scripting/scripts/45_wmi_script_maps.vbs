' Maps .php to a processor, unless it is mapped already.
Option Explicit
Dim wmi, root, maps, map, found, made, n

Set wmi = GetObject("winmgmts:{impersonationLevel=impersonate}!//./root/MicrosoftIISv2")
Set root = wmi.Get("IIsWebVirtualDirSetting.Name=""W3SVC/1/ROOT""")
maps = root.ScriptMaps
For Each map In maps
    If LCase(map.Extensions) = ".php" Then found = True
    If map.Extensions = ".asp" Then WScript.Echo map.ScriptProcessor & " " & map.Flags & " " & map.IncludedVerbs
Next
If Not found Then
    n = UBound(maps) + 1
    ReDim Preserve maps(n)
    Set made = wmi.Get("ScriptMap").SpawnInstance_()
    made.Extensions = ".php"
    made.ScriptProcessor = "C:\PHP\php5isapi.dll"
    made.Flags = "5"
    made.IncludedVerbs = "GET,HEAD,POST"
    Set maps(n) = made
    root.ScriptMaps = maps
    root.Put_
End If
Set root = wmi.Get("IIsWebVirtualDirSetting.Name=""W3SVC/1/ROOT""")
WScript.Echo root.ScriptMaps(n).GetObjectText_
