' Throw away, or put into an archive, the logs of every site that are older than so many days.
Option Explicit
On Error Resume Next
Dim intKeep, strMachine, fso, shell, objW3svc, objSite, strLogs, objFolder, objFile, colOld, i
Dim lngBytes, strArchive, objLog
intKeep = 7
strMachine = "."
Set fso = CreateObject("Scripting.FileSystemObject")
Set shell = CreateObject("WScript.Shell")
If Err Then
  WScript.Echo "cannot start: " & Err.Description
  WScript.Quit 1
End If
On Error GoTo 0
MakeLogs
Set objW3svc = GetObject("IIS://" & strMachine & "/W3SVC")
For Each objSite In objW3svc
  If LCase(objSite.Class) = "iiswebserver" Then
    strLogs = shell.ExpandEnvironmentStrings(objSite.LogFileDirectory) & "\W3SVC" & objSite.Name
    WScript.Echo "Site " & objSite.Name & " (" & objSite.ServerComment & "): " & strLogs
    If fso.FolderExists(strLogs) Then
      strArchive = strLogs & "\archive"
      If Not fso.FolderExists(strArchive) Then fso.CreateFolder strArchive
      Rotate fso.GetFolder(strLogs), strArchive
    Else
      WScript.Echo "  no logs"
    End If
  End If
Next
WScript.Echo "Archived " & FormatNumber(lngBytes / 1024, 2) & " KB"
For Each objFile In fso.GetFolder(strArchive).Files
  WScript.Echo "  " & objFile.Name & vbTab & objFile.Size
Next

Sub Rotate(folder, archive)
  Dim file, name, year_, month_, day_, stamp, old
  old = Array()
  For Each file In folder.Files
    name = LCase(file.Name)
    If Left(name, 2) = "ex" And Right(name, 4) = ".log" And Len(name) = 12 Then
      year_ = 2000 + CInt(Mid(name, 3, 2))
      month_ = CInt(Mid(name, 5, 2))
      day_ = CInt(Mid(name, 7, 2))
      stamp = DateSerial(year_, month_, day_)
      If DateDiff("d", stamp, #3/15/2005#) > intKeep Then
        ReDim Preserve old(UBound(old) + 1)
        old(UBound(old)) = file.Path
      End If
    Else
      WScript.Echo "  skipped " & file.Name
    End If
  Next
  Dim path
  For Each path In old
    lngBytes = lngBytes + fso.GetFile(path).Size
    WScript.Echo "  " & fso.GetFileName(path)
    fso.MoveFile path, archive & "\"
  Next
End Sub

Sub MakeLogs
  Dim base, name, f
  base = shell.ExpandEnvironmentStrings("%WINDIR%\system32\LogFiles\W3SVC1")
  Deep base
  For Each name In Array("ex050301.log", "ex050307.log", "ex050308.log", "ex050315.log", "readme.txt")
    Set f = fso.CreateTextFile(base & "\" & name, True)
    f.WriteLine "#Software: Microsoft Internet Information Services 6.0"
    f.Write String(1500, "x")
    f.Close
  Next
End Sub

Sub Deep(path)
  If fso.FolderExists(path) Then Exit Sub
  Deep fso.GetParentFolderName(path)
  fso.CreateFolder path
End Sub
