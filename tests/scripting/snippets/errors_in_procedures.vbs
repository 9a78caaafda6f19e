' An error in a procedure without a handler ends it, and goes on after the call.
Sub Inner
  WScript.Echo "inner 1"
  x = CLng("no")
  WScript.Echo "inner 2"
End Sub
Sub Outer
  On Error Resume Next
  Inner
  WScript.Echo "outer", Err.Number
End Sub
Outer
WScript.Echo Err.Number
On Error Resume Next
Inner
WScript.Echo "main", Err.Number
