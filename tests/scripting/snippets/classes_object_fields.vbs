' A field that takes an object by Set.
Class Node
  Public Value, Link
End Class
Set a = New Node
Set a.Link = New Node
a.Link.Value = 5
WScript.Echo a.Link.Value, TypeName(a.Link)
