' Creates virtual directories from a list.
Dim fso, ts, fields, dict, key
Set fso = CreateObject("Scripting.FileSystemObject")
Set ts = fso.CreateTextFile("vdirs.txt", True)
ts.Write "docs;C:\docs;R" & vbCrLf & "# comment" & vbCrLf & "upload;C:\upload;RW" & vbCrLf & vbCrLf
ts.Close
Set dict = CreateObject("Scripting.Dictionary")
dict.CompareMode = vbTextCompare
Set ts = fso.OpenTextFile("vdirs.txt")
While Not ts.AtEndOfStream
  text = Trim(ts.ReadLine)
  If Len(text) > 0 And Left(text, 1) <> "#" Then
    fields = Split(text, ";")
    dict.Add fields(0), fields
  End If
Wend
ts.Close
Set root = GetObject("IIS://localhost/W3SVC/1/Root")
For Each key In dict.Keys
  Set v = root.Create("IIsWebVirtualDir", key)
  v.Path = dict(key)(1)
  v.AccessFlags = 1
  If InStr(dict(key)(2), "W") > 0 Then v.AccessFlags = v.AccessFlags Or 2
  v.SetInfo
  WScript.Echo key, v.AccessFlags, dict.Exists(UCase(key))
Next
