' The name of a procedure knows no case.
Sub hello(x) : WScript.Echo "hello " & x : End Sub
HELLO "a"
Call Hello("b")
