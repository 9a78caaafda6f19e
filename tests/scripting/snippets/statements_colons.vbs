' Several statements on a line, empty ones too.
a = 1 : b = 2 :: c = 3 :
: WScript.Echo a, b, c
If a = 1 Then : WScript.Echo "colon" : End If
For i = 1 To 2 : WScript.Echo i : Next : WScript.Echo "end"
