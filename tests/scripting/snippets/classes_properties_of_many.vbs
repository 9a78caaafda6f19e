' Properties that take several arguments, set and let.
Class Q
  Public d
  Public m
  Public Property Set foo(par, obj)
    Set m = obj
    d = par
  End Property
  Public Property Let Key(oldKey, newKey)
    d = oldKey & newKey
  End Property
  Public Property Let three(uno, due, tre)
    d = uno & due & tre
  End Property
End Class
Set x = New Q
x.Key("old") = "new" : WScript.Echo x.d
x.three(1, 2) = 3 : WScript.Echo x.d
Set x.foo("123") = Nothing : WScript.Echo x.d, x.m Is Nothing
