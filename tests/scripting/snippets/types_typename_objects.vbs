' TypeName of objects.
Class C
End Class
WScript.Echo TypeName(New C), TypeName(CreateObject("Scripting.Dictionary")), TypeName(Nothing)
