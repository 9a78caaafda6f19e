' A small program: the habit of a usage text and an early end.
Sub Usage
  WScript.Echo "usage: " & "script" & " name"
  WScript.Quit 2
End Sub
If WScript.Arguments.Count < 1 Then
  Usage
End If
WScript.Echo "never"
