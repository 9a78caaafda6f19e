' Error handling in subs; an error leaves the sub at the call.
Option Explicit
Sub Risky
  WScript.Echo "before"
  Dim x
  Set x = GetObject("IIS://localhost/W3SVC/4711")
  WScript.Echo "never"
End Sub
Function Safe(path)
  On Error Resume Next
  Safe = False
  Dim o
  Set o = GetObject(path)
  If Err.Number = 0 Then Safe = True
End Function
WScript.Echo Safe("IIS://localhost/W3SVC/1"), Safe("IIS://localhost/W3SVC/4711"), Safe("IIS:x")
On Error Resume Next
Risky
If Err.Number <> 0 Then WScript.Echo "error", Hex(Err.Number), Len(Err.Description) > 0
On Error Goto 0
WScript.Echo Err.Number
Dim o
Set o = GetObject("IIS://localhost/W3SVC/4711")
WScript.Echo "not reached"
