' A class, a regular expression and Execute, as in larger scripts.
Option Explicit
Class Binding
  Public Ip, Port, Host
  Public Default Function Parse(text)
    Dim re, m
    Set re = New RegExp
    re.Pattern = "^([^:]*):(\d+):(.*)$"
    If re.Test(text) Then
      Set m = re.Execute(text)(0)
      Ip = m.SubMatches(0) : Port = CLng(m.SubMatches(1)) : Host = m.SubMatches(2)
    End If
    Set Parse = Me
  End Function
  Private Sub Class_Terminate
    WScript.Echo "released " & Port
  End Sub
End Class
Dim b, site, text
Set site = GetObject("IIS://localhost/W3SVC/1")
site.ServerBindings = Array(":80:", "10.0.0.5:8080:www")
For Each text In site.ServerBindings
  Set b = (New Binding)(text)
  WScript.Echo b.Ip & "|" & b.Port & "|" & b.Host
  Set b = Nothing
Next
Dim code
code = "WScript.Echo ""from Execute"""
Execute code
ExecuteGlobal "Function Twice(n) : Twice = n * 2 : End Function"
WScript.Echo Twice(21)
