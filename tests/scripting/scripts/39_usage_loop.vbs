' The argument loop of the original samples.
Option Explicit
Dim i, argNum, comment, port, site
argNum = 0
comment = "": port = ""
While argNum < WScript.Arguments.Count
  Select Case LCase(WScript.Arguments(argNum))
    Case "--comment", "-t"
      argNum = argNum + 1
      comment = WScript.Arguments.Item(argNum)
    Case "--port", "-o"
      argNum = argNum + 1
      port = CInt(WScript.Arguments(argNum))
    Case "--help", "-?"
      DisplayUsage
    Case Else
      WScript.Echo "Unknown argument " & WScript.Arguments(argNum)
      DisplayUsage
  End Select
  argNum = argNum + 1
Wend
If (comment = "") Or (port = "") Then
  WScript.Quit -1
End If
Set site = GetObject("IIS://localhost/W3SVC").Create("IIsWebServer", "1001")
site.ServerComment = comment
site.ServerBindings = Array(":" & port & ":")
site.SetInfo
WScript.Echo "Created", site.ServerComment, site.ServerBindings(0)(0)
DisplayUsage
Sub DisplayUsage
  WScript.Echo "Usage: mkw3site --comment text --port n"
  WScript.Quit (1)
End Sub
