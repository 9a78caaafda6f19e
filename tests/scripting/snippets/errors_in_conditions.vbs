' A condition that fails goes into its block.
On Error Resume Next
If CInt("a") = 1 Then
  WScript.Echo "in then"
Else
  WScript.Echo "in else"
End If
WScript.Echo Err.Number
