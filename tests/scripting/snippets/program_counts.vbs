' A small program: letters counted.
t = "mississippi"
Set d = CreateObject("Scripting.Dictionary")
For i = 1 To Len(t)
  c = Mid(t, i, 1)
  If Not d.Exists(c) Then d.Add c, 0
  d(c) = d(c) + 1
Next
For Each k In d.Keys
  s = s & k & d(k) & " "
Next
WScript.Echo s
