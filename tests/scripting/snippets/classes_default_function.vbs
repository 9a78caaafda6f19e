' A default that is a function without arguments.
Class D
  Public Default Function init
    init = 5
  End Function
End Class
Set o = New D
WScript.Echo "a" & o
WScript.Echo o + 1
x = o : WScript.Echo x
If o = 5 Then WScript.Echo "eq"
