' With, and With within With.
Class P
  Public Name, Child
  Public Sub Say(t)
    WScript.Echo Name & ":" & t
  End Sub
End Class
Set o = New P
With o
  .Name = "outer"
  Set .Child = New P
  .Say "hello"
  With .Child
    .Name = "inner"
    .Say .Name
  End With
  .Say .Child.Name
  WScript.Echo .Name & .Child.Name
End With
