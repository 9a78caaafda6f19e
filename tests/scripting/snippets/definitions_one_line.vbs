' A procedure on one line.
Sub OneLine() x = True End Sub
Function OneLineF() x = 7 End Function
x = False : OneLine : WScript.Echo x
OneLineF : WScript.Echo x
