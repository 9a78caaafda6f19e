' Bring the MIME map of a site and of its root up to a list: add, change, never twice.
Option Explicit
Const ADS_PROPERTY_UPDATE = 2
Dim dicWanted, fso, ts, line, parts, added, changed, target
Set dicWanted = CreateObject("Scripting.Dictionary")
dicWanted.CompareMode = vbTextCompare
Set fso = CreateObject("Scripting.FileSystemObject")
Set ts = fso.CreateTextFile("mime.csv")
ts.Write "# extension,type" & vbNewLine & ".flv , video/x-flv" & vbNewLine & ".MP4,video/mp4" & vbNewLine & vbNewLine & ".txt,text/x-plain" & vbNewLine & "broken line" & vbNewLine & ".flv,video/x-flash"
ts.Close
Set ts = fso.OpenTextFile("mime.csv", 1, False)
While Not ts.AtEndOfStream
  line = Trim(ts.ReadLine)
  If line <> "" And Left(line, 1) <> "#" Then
    parts = Split(line, ",")
    If UBound(parts) = 1 Then
      dicWanted(LCase(Trim(parts(0)))) = Trim(parts(1))
    Else
      WScript.StdErr.WriteLine "line " & ts.Line - 1 & " is no pair: " & line
    End If
  End If
Wend
ts.Close
Dim site, first
Set site = GetObject("IIS://localhost/W3SVC/1")
Set first = CreateObject("MimeMap")
first.Extension = ".TXT"
first.MimeType = "text/plain"
site.MimeMap = Array(first)
site.SetInfo
For Each target In Array("IIS://localhost/W3SVC/1", "IIS://localhost/W3SVC/1/Root")
  Update target
Next

Sub Update(path)
  Dim node, maps, i, key, known, m
  added = 0 : changed = 0
  Set node = GetObject(path)
  maps = node.GetEx("MimeMap")
  Set known = CreateObject("Scripting.Dictionary")
  known.CompareMode = 1
  For i = LBound(maps) To UBound(maps)
    Set m = maps(i)
    If Not known.Exists(m.Extension) Then known.Add m.Extension, i
  Next
  For Each key In dicWanted.Keys
    If known.Exists(key) Then
      Set m = maps(known(key))
      If m.MimeType <> dicWanted.Item(key) Then
        m.MimeType = dicWanted.Item(key)
        changed = changed + 1
      End If
    Else
      i = UBound(maps) + 1
      ReDim Preserve maps(i)
      Set maps(i) = CreateObject("MimeMap")
      With maps(i)
        .Extension = key
        .MimeType = dicWanted(key)
      End With
      added = added + 1
    End If
  Next
  node.PutEx ADS_PROPERTY_UPDATE, "MimeMap", maps
  node.SetInfo
  WScript.Echo path & ": " & added & " added, " & changed & " changed"
  For Each m In GetObject(path).MimeMap
    If dicWanted.Exists(m.Extension) Then WScript.Echo "  " & m.Extension & " = " & m.MimeType
  Next
End Sub
