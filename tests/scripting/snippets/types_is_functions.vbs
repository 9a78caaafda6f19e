' The other questions about kinds.
Dim e
Set o = CreateObject("Scripting.Dictionary")
For Each v In Array(1, "a", Empty, Null, True)
  WScript.Echo IsNull(v) & IsEmpty(v) & IsObject(v) & IsArray(v)
Next
WScript.Echo IsObject(o) & IsObject(Nothing) & IsArray(Array()) & IsNull(o) & IsEmpty(e) & IsEmpty("") & IsNull("") & IsEmpty(0)
