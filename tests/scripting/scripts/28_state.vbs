' State of all sites; a site cannot be started while the service does not run.
On Error Resume Next
For Each site In GetObject("IIS://localhost/W3SVC")
  If site.Class = "IIsWebServer" Then
    Select Case site.ServerState
      Case 2 : state = "started"
      Case 4 : state = "stopped"
      Case 6 : state = "paused"
      Case Else : state = "unknown " & site.ServerState
    End Select
    WScript.Echo site.ServerComment & ": " & state
    site.Start
    If Err.Number <> 0 Then WScript.Echo "start: 0x" & Hex(Err.Number) : Err.Clear
    site.ServerState = 2
    If Err.Number <> 0 Then WScript.Echo "put: 0x" & Hex(Err.Number) : Err.Clear
  End If
Next
