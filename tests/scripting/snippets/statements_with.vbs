' With, and With within With.
Class P
  Public Name
  Private inner
  Public Sub Say(t)
    WScript.Echo Name & ":" & t
  End Sub
  Public Function Child
    If IsEmpty(inner) Then Set inner = New P
    Set Child = inner
  End Function
End Class
Set o = New P
With o
  .Name = "outer"
  .Say "hello"
  With .Child
    .Name = "inner"
    .Say .Name
  End With
  .Say .Child.Name
  WScript.Echo .Name & .Child.Name
End With
