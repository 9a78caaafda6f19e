' The forms of If.
x = 2
If x = 1 Then WScript.Echo "one" Else WScript.Echo "not one"
If x = 2 Then WScript.Echo "two" : WScript.Echo "also"
If x = 3 Then WScript.Echo "three" : WScript.Echo "never"
If x = 1 Then
  WScript.Echo "a"
ElseIf x = 2 Then
  WScript.Echo "b"
Else
  WScript.Echo "c"
End If
If x = 2 Then If x > 1 Then WScript.Echo "both" Else WScript.Echo "inner else"
If x Then WScript.Echo "any number"
If "True" Then WScript.Echo "text"
If x = 2 Then WScript.Echo "end if" End If
