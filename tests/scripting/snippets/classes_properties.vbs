' Property Get, Let and Set.
Class C
  Private v, o
  Public Property Get Value : Value = v : End Property
  Public Property Let Value(n) : v = n * 2 : End Property
  Public Property Set Obj(x) : Set o = x : End Property
  Public Property Get Obj : Set Obj = o : End Property
  Public Property Get ReadOnly : ReadOnly = "fixed" : End Property
End Class
Set c1 = New C
c1.Value = 5
WScript.Echo c1.Value, c1.ReadOnly
Set c1.Obj = CreateObject("Scripting.Dictionary")
c1.Obj.Add "a", 1
WScript.Echo c1.Obj.Count, TypeName(c1.Obj)
On Error Resume Next
c1.ReadOnly = 1
WScript.Echo Err.Number
