' A line that goes on.
x = 1 + _
    2 + _
    3
WScript.Echo x, _
  "next"
s = "a" & _
  "b" _
  & "c"
WScript.Echo s
If x = 6 _
  And s = "abc" Then
  WScript.Echo "yes"
End If
