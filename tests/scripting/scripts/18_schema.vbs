' What a property is, from the schema.
On Error Resume Next
For Each name In Array("ServerBindings", "AccessFlags", "Path", "AnonymousUserPass", "NoSuchThing")
  Set prop = Nothing
  Set prop = GetObject("IIS://localhost/Schema/" & name)
  If Err.Number <> 0 Then
    WScript.Echo name & ": 0x" & Hex(Err.Number)
    Err.Clear
  Else
    WScript.Echo name & ": " & prop.Syntax & " " & prop.MultiValued & " " & prop.Secure
  End If
Next
Set cls = GetObject(GetObject("IIS://localhost/W3SVC/1").Schema)
n = 0
For Each p In cls.OptionalProperties
  n = n + 1
  If p = "ServerComment" Then WScript.Echo "has ServerComment"
Next
WScript.Echo n > 50, UBound(cls.MandatoryProperties), cls.Container
