' Adds types to the computer's map, and one to a directory alone.
Option Explicit
Dim wmi, settings, types, kind, n

Set wmi = CreateObject("WbemScripting.SWbemLocator").ConnectServer(, "root\MicrosoftIISv2")
Set settings = wmi.Get("IIsMimeMapSetting='MimeMap'")
types = settings.MimeMap
n = UBound(types)
WScript.Echo n & " " & types(0).Extension & " " & types(0).MimeType
ReDim Preserve types(n + 1)
Set kind = wmi.Get("MimeMap").SpawnInstance_
kind.Extension = ".webm"
kind.MimeType = "video/webm"
Set types(n + 1) = kind
settings.MimeMap = types
settings.Put_

Set settings = wmi.Get("IIsWebDirectorySetting").SpawnInstance_
settings.Name = "W3SVC/1/ROOT/films"
settings.MimeMap = Array(kind)
settings.HttpExpires = "D, 0x15180"
settings.Put_

For Each settings In wmi.ExecQuery("select * from IIsWebDirectorySetting where Name = 'W3SVC/1/ROOT/films'")
    WScript.Echo settings.MimeMap(0).MimeType & " " & settings.HttpExpires & " " & settings.Path_.Class
Next
