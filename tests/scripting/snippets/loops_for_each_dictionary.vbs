' For Each over a dictionary goes over its keys.
Set d = CreateObject("Scripting.Dictionary")
d.Add "one", 1 : d.Add "two", 2 : d.Add 3, "three"
For Each k In d
  s = s & k & "=" & d(k) & " "
Next
WScript.Echo s
For Each v In d.Items : t = t & v & " " : Next
WScript.Echo t
