' mkvdir.vbs /site:1 /name:x /path:y
Option Explicit
Dim args, parent, vdir
Set args = WScript.Arguments.Named
If Not args.Exists("name") Or Not args.Exists("path") Then
  WScript.Echo "Usage: mkvdir.vbs /site:n /name:x /path:y"
  WScript.Quit 1
End If
Set parent = GetObject("IIS://localhost/W3SVC/" & args("site") & "/ROOT")
On Error Resume Next
Set vdir = parent.Create("IIsWebVirtualDir", args.Item("name"))
If Err.Number <> 0 Then
  WScript.Echo "Already there, updating"
  Err.Clear
  Set vdir = parent.GetObject("IIsWebVirtualDir", args("name"))
End If
On Error Goto 0
vdir.Path = args("path")
vdir.AccessRead = "True"
vdir.AccessWrite = 0
vdir.AccessScript = -1
vdir.SetInfo
WScript.Echo vdir.Name, vdir.Class, vdir.Path, vdir.AccessFlags
WScript.Quit 7
