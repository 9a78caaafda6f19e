' Make a site for every customer of a list: folder, site, root, log settings; what is there already is left.
Option Explicit
Class Customer
  Private m_name, m_host, m_port
  Public Property Get Name : Name = m_name : End Property
  Public Property Let Name(value)
    If Len(Trim(value)) = 0 Then Err.Raise vbObjectError + 1, "Customer", "A customer has no name"
    m_name = Trim(value)
  End Property
  Public Property Get Binding
    Binding = ":" & m_port & ":" & m_host
  End Property
  Public Property Get Folder : Folder = "C:\Customers\" & Replace(m_name, " ", "_") : End Property
  Public Function Load(fields)
    Name = fields(0)
    m_host = LCase(fields(1))
    m_port = 80
    If UBound(fields) > 1 Then m_port = CLng(fields(2))
    Set Load = Me
  End Function
  Private Sub Class_Initialize : m_port = 0 : End Sub
End Class
Dim fso, list, text, c, made, failed, service
Set fso = CreateObject("Scripting.FileSystemObject")
Set service = GetObject("IIS://LocalHost/W3SVC")
list = "Acme Corp;www.acme.example" & vbLf & "Umbrella;umbrella.example;8080" & vbLf & ";nobody.example" & vbLf & _
       "Broken;broken.example;eighty" & vbLf & "Acme Corp;www.acme.example"
For Each text In Split(list, vbLf)
  If Work(text) Then made = made + 1 Else failed = failed + 1
Next
WScript.Echo made & " made, " & failed & " not made"
Dim site
For Each site In service
  If site.Class = "IIsWebServer" Then WScript.Echo Right(Space(6) & site.Name, 6) & "  " & Left(site.ServerComment & Space(20), 20) & Join(site.ServerBindings, ",")
Next

Function Work(line)
  Work = False
  On Error Resume Next
  Set c = (New Customer).Load(Split(line, ";"))
  If Err.Number <> 0 Then Tell line : Exit Function
  Dim existing
  existing = FindSite(c.Name)
  If existing <> 0 Then
    WScript.Echo "There is site " & existing & " for " & c.Name
    Exit Function
  End If
  If Not fso.FolderExists("C:\Customers") Then fso.CreateFolder "C:\Customers"
  If Not fso.FolderExists(c.Folder) Then fso.CreateFolder c.Folder
  fso.CreateTextFile(fso.BuildPath(c.Folder, "default.htm")).Write "<h1>" & c.Name & "</h1>"
  If Err.Number <> 0 Then Tell line : Exit Function
  Dim s, r
  Set s = service.Create("IIsWebServer", NextFree)
  s.ServerComment = c.Name
  s.ServerBindings = Array(c.Binding)
  s.LogExtFileFlags = s.LogExtFileFlags Or 512
  s.SetInfo
  Set r = s.Create("IIsWebVirtualDir", "ROOT")
  r.Path = c.Folder
  r.AccessFlags = 1 Or 512
  r.EnableDefaultDoc = True
  r.SetInfo
  If Err.Number = 0 Then Work = True Else Tell line
End Function

Sub Tell(line)
  WScript.Echo "'" & line & "': " & Err.Description & " (" & Err.Source & ", " & Hex(Err.Number) & ")"
  Err.Clear
End Sub
Function FindSite(name)
  Dim site
  FindSite = 0
  For Each site In service
    If site.Class = "IIsWebServer" Then
      If StrComp(site.ServerComment, name, 1) = 0 Then FindSite = CLng(site.Name) : Exit For
    End If
  Next
End Function
Function NextFree
  Dim n, probe
  n = 1
  On Error Resume Next
  Do
    Err.Clear
    Set probe = service.GetObject("IIsWebServer", n)
    If Err.Number <> 0 Then Exit Do
    n = n + 1
  Loop
  NextFree = n
  Err.Clear
End Function
