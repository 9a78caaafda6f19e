' Two sites beside each other: properties that differ, then those only one has; with a script of its own for the way back.
Option Explicit
Dim a, b, props, name, va, vb, same, only, script, fso, line
Set fso = CreateObject("Scripting.FileSystemObject")
MakeSecond
Set a = GetObject("IIS://localhost/W3SVC/1/ROOT")
Set b = GetObject("IIS://localhost/W3SVC/2/ROOT")
props = GetObject(a.Schema).OptionalProperties
Set script = fso.CreateTextFile("back.vbs", True)
script.WriteLine "Set o = GetObject(""" & b.ADsPath & """)"
For Each name In props
  va = Value(a, name)
  vb = Value(b, name)
  If va = vb Then
    same = same + 1
  Else
    WScript.Echo Left(name & String(28, "."), 28) & " " & va & " | " & vb
    If Not IsObject(a.Get(name)) And TypeName(a.Get(name)) <> "Variant()" Then
      script.WriteLine "o.Put """ & name & """, " & Literal(a.Get(name))
    End If
  End If
Next
script.WriteLine "o.SetInfo"
script.Close
WScript.Echo (same > 50) & " alike"
Set script = fso.OpenTextFile("back.vbs")
ExecuteGlobal script.ReadAll
script.Close
b.GetInfo
WScript.Echo b.Path, b.AccessFlags, b.DefaultDoc = a.DefaultDoc
Function Value(obj, name)
  Dim got
  On Error Resume Next
  got = obj.Get(name)
  If Err.Number <> 0 Then
    Value = "(" & Hex(Err.Number) & ")"
  ElseIf IsArray(got) Then
    Value = Join(got, ";")
    If Err.Number <> 0 Then Value = "(" & UBound(got) + 1 & " values)"
  ElseIf IsNull(got) Or IsEmpty(got) Then
    Value = "-"
  Else
    Value = CStr(got)
  End If
End Function
Function Literal(v)
  Select Case VarType(v)
    Case vbString: Literal = """" & Replace(v, """", """""") & """"
    Case vbBoolean: If v Then Literal = "True" Else Literal = "False"
    Case vbInteger, vbLong: Literal = CStr(v)
    Case Else: Literal = "Empty"
  End Select
End Function
Sub MakeSecond
  Dim s, r
  Set s = GetObject("IIS://localhost/W3SVC").Create("IIsWebServer", "2")
  s.SetInfo
  Set r = s.Create("IIsWebVirtualDir", "ROOT")
  r.Path = "C:\Second"
  r.AccessFlags = 513
  r.DefaultDoc = "index.htm"
  r.EnableDirBrowsing = True
  r.SetInfo
End Sub
