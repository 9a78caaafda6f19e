' Objects that hold objects: a list.
Class Node
  Public Value
  Private after
  Public Property Get Link : Set Link = after : End Property
  Public Sub Append(n) : Set after = n : End Sub
  Private Sub Class_Initialize : Set after = Nothing : End Sub
End Class
Set first = Nothing
For i = 3 To 1 Step -1
  Set n = New Node
  n.Value = i
  n.Append first
  Set first = n
Next
Set n = first
Do Until n Is Nothing
  s = s & n.Value & " "
  Set n = n.Link
Loop
WScript.Echo s
WScript.Echo first.Link.Link.Value
