' Objects in dictionaries, and lists of them.
Class Node
  Public Value, Link
End Class
Set first = Nothing
For i = 3 To 1 Step -1
  Set n = New Node
  n.Value = i
  Set n.Link = first
  Set first = n
Next
Set n = first
Do Until n Is Nothing
  s = s & n.Value & " "
  Set n = n.Link
Loop
WScript.Echo s
WScript.Echo first.Link.Link.Value
