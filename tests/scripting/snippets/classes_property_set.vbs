' Property Set takes an object.
Class C
  Private o
  Public Property Set Obj(x) : Set o = x : End Property
  Public Property Get Obj : Set Obj = o : End Property
End Class
Set c1 = New C
Set c1.Obj = CreateObject("Scripting.Dictionary")
c1.Obj.Add "a", 1
WScript.Echo c1.Obj.Count
