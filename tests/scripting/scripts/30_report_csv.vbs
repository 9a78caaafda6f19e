' Writes a report and reads it back.
Option Explicit
Const ForReading = 1, ForAppending = 8
Dim fso, f, site, line, count
Set fso = CreateObject("Scripting.FileSystemObject")
If fso.FileExists("report.csv") Then fso.DeleteFile "report.csv"
Set f = fso.OpenTextFile("report.csv", ForAppending, True)
f.WriteLine "Number,Comment,State"
For Each site In GetObject("IIS://localhost/W3SVC")
  If site.Class = "IIsWebServer" Then f.WriteLine site.Name & ",""" & site.ServerComment & """," & site.ServerState
Next
f.Close
Set f = fso.OpenTextFile("report.csv", ForReading)
count = 0
Do Until f.AtEndOfStream
  line = f.ReadLine
  count = count + 1
  WScript.Echo line
Loop
f.Close
WScript.Echo count & " lines in " & fso.GetFileName(fso.GetAbsolutePathName("report.csv"))
