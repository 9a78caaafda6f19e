' Dump a part of the tree: every key, every property that is set there, with its syntax and where it comes from.
Option Explicit
Dim fso, out, machine, start, depth, count, attributes
machine = "localhost"
Set fso = WScript.CreateObject("Scripting.FileSystemObject")
Set out = fso.CreateTextFile("dump.txt", True, False)
count = 0
Dump GetObject("IIS://" & machine & "/W3SVC/1"), 0
out.WriteLine "-- " & count & " properties"
out.Close
Set out = fso.OpenTextFile("dump.txt", 1)
Do Until out.AtEndOfStream
  WScript.Echo out.ReadLine
Loop
out.Close
' What is set, and then set below, is inherited no more.
Dim root, dir, attr
Set root = GetObject("IIS://" & machine & "/W3SVC/1/ROOT")
root.Put "DefaultDocFooter", "FILE:C:\foot.htm"
root.SetInfo
Set dir = root.Create("IIsWebDirectory", "docs")
dir.SetInfo
Show dir, "DefaultDocFooter"
dir.DefaultDocFooter = "FILE:C:\other.htm"
Show dir, "DefaultDocFooter"
dir.SetInfo
Show dir, "DefaultDocFooter"
dir.PutEx 1, "DefaultDocFooter", ""
dir.SetInfo
Show dir, "DefaultDocFooter"

Sub Show(obj, name)
  Dim attr
  Set attr = obj.GetPropertyAttribObj(name)
  WScript.Echo obj.Name & "." & name & " = " & obj.Get(name) & " inherit=" & attr.Inherit & " isinherit=" & attr.Isinherit & " secure=" & attr.Secure
End Sub

Sub Dump(obj, level)
  Dim cls, name, child, list
  out.WriteLine String(level * 2, " ") & "[" & Replace(obj.ADsPath, "/LM/", "/") & "] (" & obj.KeyType & ")"
  Set cls = GetObject("IIS://" & machine & "/Schema/" & obj.Class)
  For Each list In Array(cls.MandatoryProperties, cls.OptionalProperties)
    For Each name In list
      One obj, name, level
    Next
  Next
  If cls.Container Then
    For Each child In obj
      Dump child, level + 1
    Next
  End If
End Sub

Sub One(obj, name, level)
  Dim attr, prop, value, shown
  On Error Resume Next
  Set attr = obj.GetPropertyAttribObj(name)
  If Err.Number <> 0 Then Err.Clear : Exit Sub
  If attr.Isinherit Then Exit Sub
  If Err.Number <> 0 Then Err.Clear : Exit Sub
  If Not IsSetHere(obj, name) Then Exit Sub
  Set prop = GetObject("IIS://" & machine & "/Schema/" & name)
  value = obj.Get(name)
  If IsArray(value) Then
    shown = "(" & Join(value, " | ") & ")"
  ElseIf prop.Syntax = "Boolean" Then
    shown = CStr(CBool(value))
  ElseIf IsObject(value) Then
    shown = TypeName(value)
  Else
    shown = value
  End If
  If attr.Secure Then shown = "*****"
  count = count + 1
  out.WriteLine String(level * 2 + 2, " ") & name & " : (" & UCase(prop.Syntax) & ") " & shown
  On Error GoTo 0
End Sub

Function IsSetHere(obj, name)
  Dim paths, path
  IsSetHere = False
  On Error Resume Next
  paths = obj.GetDataPaths(name, 0)
  If Err.Number <> 0 Then Err.Clear : Exit Function
  For Each path In paths
    If LCase(path) = LCase(obj.ADsPath) Then IsSetHere = True
  Next
End Function
