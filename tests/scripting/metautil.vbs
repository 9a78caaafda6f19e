' Reads and changes the metabase from the command line, in the manner of adsutil: a script as large ones are
' written, with global error checks, Select Case by verb, and values told by the syntax of the schema.
Option Explicit
On Error Resume Next

Const SPACES = 32
Dim Verb, Words(), WordCount, Server, i, Code

Server = "localhost"
WordCount = 0
ReDim Words(0)
For i = 0 To WScript.Arguments.Count - 1
  If LCase(Left(WScript.Arguments(i), 3)) = "-s:" Then
    Server = Mid(WScript.Arguments(i), 4)
  Else
    ReDim Preserve Words(WordCount)
    Words(WordCount) = WScript.Arguments(i)
    WordCount = WordCount + 1
  End If
Next

Verb = UCase(Words(0))
Select Case Verb
  Case "GET"
    Code = GetCommand()
  Case "SET"
    Code = SetCommand()
  Case "FIND"
    Code = FindCommand()
  Case "ENUM"
    Code = EnumCommand(False)
  Case "ENUM_ALL", "ENUMALL"
    Code = EnumCommand(True)
  Case "CREATE"
    If WordCount > 2 Then Code = CreateCommand(Words(2)) Else Code = CreateCommand("IIsObject")
  Case "CREATE_VDIR"
    Code = CreateCommand("IIsWebVirtualDir")
  Case "CREATE_VSERV"
    Code = CreateCommand("IIsWebServer")
  Case "DELETE"
    Code = DeleteCommand()
  Case "COPY", "MOVE"
    Code = CarryCommand(Verb)
  Case "START_SERVER", "STOP_SERVER", "PAUSE_SERVER", "CONTINUE_SERVER"
    Code = ServerCommand(Left(Verb, InStr(Verb, "_") - 1))
  Case "APPCREATEINPROC", "APPCREATEOUTPROC", "APPCREATEPOOLPROC", "APPDELETE", "APPUNLOAD", "APPDISABLE", _
       "APPENABLE", "APPGETSTATUS"
    Code = AppCommand(Verb)
  Case Else
    WScript.Echo "Command not recognized: " & Words(0)
    WScript.Echo "For help, just type ""Cscript.exe adsutil.vbs""."
    Code = 2
End Select
WScript.Quit Code

Function Sanitize(ByVal Path)
  Path = Trim(Path)
  If Left(Path, 1) = "/" Then Path = Mid(Path, 2)
  If Right(Path, 1) = "/" Then Path = Left(Path, Len(Path) - 1)
  Sanitize = Path
End Function

Sub SplitParam(Full, Path, Name)
  Dim At
  At = InStrRev(Full, "/")
  If At = 0 Then
    Path = ""
    Name = Full
  Else
    Path = Left(Full, At - 1)
    Name = Mid(Full, At + 1)
  End If
End Sub

Function FullPath(Path)
  FullPath = "IIS://" & Server
  If Path <> "" Then FullPath = FullPath & "/" & Path
End Function

Sub ReportError()
  Dim Text
  Select Case Err.Number
    Case &H80070003
      Text = "The path requested could not be found."
    Case &H80070005
      Text = "Access is denied for the requested path or property."
    Case &H80070094
      Text = "The requested path is being used by another application."
    Case Else
      Text = Err.Description
  End Select
  WScript.Echo Text
  WScript.Echo "ErrNumber: " & Err.Number & " (0x" & Hex(Err.Number) & ")"
End Sub

Function Failed(What)
  Failed = Err.Number <> 0
  If Failed Then
    Dim Number
    Number = Err.Number
    ReportError
    WScript.Echo What
    Err.Clear
    WScript.Quit Number
  End If
End Function

Function WrongCount(Count, Name)
  WrongCount = WordCount <> Count
  If WrongCount Then WScript.Echo "Error: Wrong number of Args for the " & Name & " command"
End Function

Function MapName(Name)
  MapName = Name
  Select Case UCase(Name)
    Case "ACCESSPERM"
      MapName = "AccessFlags"
      WScript.Echo "Note: Your parameter """ & Name & """ is being mapped to AccessFlags"
      WScript.Echo "      Check individual perms using ""GET AccessRead"", ""GET AccessWrite"", etc."
    Case "VRPATH"
      MapName = "Path"
    Case "AUTHORIZATION"
      MapName = "AuthFlags"
      WScript.Echo "Note: Your parameter """ & Name & """ is being mapped to AuthFlags"
      WScript.Echo "      Check individual auths using ""GET AuthNTLM"", ""GET AuthBasic"", etc."
  End Select
End Function

Function DataPaths(Obj, Name)
  On Error Resume Next
  DataPaths = Array()
  DataPaths = Obj.GetDataPaths(Name, 1)
  If Err.Number <> 0 Then
    Err.Clear
    DataPaths = Obj.GetDataPaths(Name, 0)
  End If
End Function

Function IsSetHere(Obj, Name)
  On Error Resume Next
  Dim Paths, Value
  IsSetHere = False
  Select Case UCase(Name)
    Case "SERVERSTATE", "WIN32ERROR", "APPPOOLSTATE"
      Value = Obj.Get(Name)
      IsSetHere = (Err.Number = 0) And (InStr(Obj.Class, "Server") > 0 Or Obj.Class = "IIsApplicationPool")
    Case Else
      Paths = DataPaths(Obj, Name)
      If UBound(Paths) >= 0 Then IsSetHere = (LCase(Paths(0)) = LCase(Obj.ADsPath))
  End Select
End Function

Function Pad(Name)
  Pad = Name
  If Len(Name) < SPACES Then Pad = Name & Space(SPACES - Len(Name))
End Function

Function Unsigned(Value)
  Unsigned = CStr(Value)
  If VarType(Value) <> vbBoolean Then
    If Value < 0 Then Unsigned = CStr(4294967296 + Value)
  End If
End Function

Function GetCommand()
  On Error Resume Next
  Dim Path, Name, Obj, Prop, Value, Item, Line
  GetCommand = 2
  If WrongCount(2, "GET") Then Exit Function
  SplitParam Sanitize(Words(1)), Path, Name
  Name = MapName(Name)
  Set Obj = GetObject(FullPath(Path))
  If Failed("Error Trying To GET the Object (GetObject Failed): " & Path) Then Exit Function
  If UCase(Name) = "MIMEMAP" Then
    If IsSetHere(Obj, "MimeMap") Then WScript.Echo MimeLine(Obj.Get("MimeMap")) : GetCommand = 0
    If GetCommand <> 0 Then GetCommand = &H80005006
    Exit Function
  End If
  Set Prop = GetObject(FullPath("Schema/" & Name))
  If Failed("Error Trying To GET the Schema of the property: " & FullPath("Schema/" & Name)) Then Exit Function
  Value = Obj.Get(Name)
  If Failed("Error Trying To GET the property: (Get Method Failed) " & Name & vbLf & _
    "  (This property is probably not allowed at this node)") Then Exit Function
  If Not IsSetHere(Obj, Name) Then
    WScript.Echo "The parameter """ & Name & """ is not set at this node."
    GetCommand = &H80005006
    Exit Function
  End If
  Line = Pad(Name) & ": (" & UCase(Prop.Syntax) & ") "
  If Len(Name) >= SPACES Then Line = Name & ": (" & TypeName(Value) & ") "
  If Prop.MultiValued Then
    WScript.Echo Line & " (" & UBound(Value) + 1 & " Items)"
    For Each Item In Value
      WScript.Echo "  """ & Item & """"
    Next
  ElseIf UCase(Prop.Syntax) = "STRING" Then
    If Prop.Secure Then Value = "**********"
    WScript.Echo Line & """" & Value & """"
  Else
    WScript.Echo Line & Unsigned(Value)
  End If
  GetCommand = 0
End Function

Function MimeLine(List)
  Dim Entry
  MimeLine = Pad("MimeMap") & ": (MimeMapList) "
  For Each Entry In List
    MimeLine = MimeLine & """" & Entry.Extension & "," & Entry.MimeType & """ "
  Next
End Function

Function SetCommand()
  On Error Resume Next
  Dim Path, Name, Obj, Prop, Value, k, Line
  SetCommand = 2
  If WordCount < 3 Then
    WScript.Echo "Error: Wrong number of Args for the SET command"
    Exit Function
  End If
  SplitParam Sanitize(Words(1)), Path, Name
  Set Obj = GetObject(FullPath(Path))
  If Failed("Error Trying To Get the Object: " & Path) Then Exit Function
  Set Prop = GetObject(FullPath("Schema/" & Name))
  If Failed("Error Trying To GET the Schema of the property: " & FullPath("Schema/" & Name)) Then Exit Function
  Line = ""
  Select Case UCase(Prop.Syntax)
    Case "STRING", "EXPANDSZ"
      Value = Words(2)
    Case "INTEGER"
      Value = Words(2)
      If LCase(Left(Value, 2)) = "0x" Then Value = "&H" & Mid(Value, 3)
      Value = CDbl(Value)
    Case "BOOLEAN"
      Value = CBool(Words(2))
    Case "LIST"
      ReDim Value(WordCount - 3)
      For k = 2 To WordCount - 1
        Value(k - 2) = Words(k)
        Line = Line & """" & Words(k) & """ "
      Next
  End Select
  If Failed("Error Trying To SET the Property: " & Name) Then Exit Function
  Obj.Put Name, Value
  If Failed("Error Trying To SET the Property: " & Name) Then Exit Function
  Obj.SetInfo
  If Failed("Error Trying To SET the Property: " & Name) Then Exit Function
  If UCase(Prop.Syntax) = "STRING" Then
    If Prop.Secure Then Value = "**********"
    Line = """" & Value & """"
  ElseIf Line = "" Then
    Line = Unsigned(Value)
  End If
  WScript.Echo Pad(Name) & ": (" & UCase(Prop.Syntax) & ") " & Line
  SetCommand = 0
End Function

Function FindCommand()
  On Error Resume Next
  Dim Path, Name, Obj, Paths, One, At
  FindCommand = 2
  If WrongCount(2, "FIND_DATA") Then Exit Function
  SplitParam Sanitize(Words(1)), Path, Name
  Name = MapName(Name)
  Set Obj = GetObject(FullPath(Path))
  If Failed("Error trying to find data paths for the Object (GetObject Failed): " & Path) Then Exit Function
  Paths = Obj.GetDataPaths(Name, 1)
  If Err.Number <> 0 Then
    Err.Clear
    Paths = Obj.GetDataPaths(Name, 0)
  End If
  If Failed("Error trying to get a path list (GetDataPaths Failed): " & Path) Then Exit Function
  FindCommand = 0
  If UBound(Paths) < 0 Then
    WScript.Echo "Property " & Name & " was not found at any node beneath " & Path
    Exit Function
  End If
  WScript.Echo "Property " & Name & " found at:"
  For Each One In Paths
    At = InStr(7, One, "/")
    WScript.Echo "  " & Mid(One, At + 1)
  Next
End Function

Function EnumCommand(Deep)
  Dim Path, Switch, k
  EnumCommand = 2
  Path = ""
  Switch = ""
  For k = 1 To WordCount - 1
    Select Case UCase(Words(k))
      Case "/P", "/A"
        Switch = UCase(Words(k))
      Case Else
        Path = Sanitize(Words(k))
    End Select
  Next
  EnumCommand = EnumNode(Path, Switch, Deep)
End Function

Function EnumNode(Path, Switch, Deep)
  On Error Resume Next
  Dim Obj, ClassObj, Name, Child, ChildPath, Prop
  Set Obj = GetObject(FullPath(Path))
  If Err.Number <> 0 Then
    WScript.Echo ""
    If Failed("Error Trying To ENUM the Object (GetObject Failed): " & Path) Then Exit Function
  End If
  Set ClassObj = GetObject(Obj.Schema)
  If UBound(ClassObj.OptionalProperties) < 0 Then
    WScript.Echo ""
    WScript.Echo "Warning: The OptionalProperties list for this node is empty."
    WScript.Echo ""
  End If
  If Switch <> "/P" Then
    For Each Name In ClassObj.OptionalProperties
      If Switch = "/A" Then
        PrintProperty Obj, Name
      ElseIf IsSetHere(Obj, Name) Then
        PrintProperty Obj, Name
      End If
    Next
  End If
  EnumNode = 0
  For Each Child In Obj
    ChildPath = Mid(Child.ADsPath, InStr(7, Child.ADsPath, "/"))
    WScript.Echo "[" & ChildPath & "]"
    If Deep Then EnumNode = EnumNode(Mid(ChildPath, 2), Switch, Deep)
  Next
  Err.Clear
  WScript.Echo ""
End Function

Sub PrintProperty(Obj, Name)
  On Error Resume Next
  Dim Prop, Value, Head, Item
  Set Prop = GetObject(FullPath("Schema/" & Name))
  Head = Pad(Name) & ": (" & UCase(Prop.Syntax) & ") "
  If Len(Name) >= SPACES Then Head = Name & " : (" & UCase(Prop.Syntax) & ")"
  If Len(Name) >= SPACES And UCase(Prop.Syntax) <> "STRING" Then Head = Head & " "
  Select Case UCase(Prop.Syntax)
    Case "STRING", "EXPANDSZ"
      If Prop.Secure Then
        WScript.Echo Pad(Name) & " : (" & UCase(Prop.Syntax) & ")""**********"""
      Else
        WScript.Echo Head & """" & Obj.Get(Name) & """"
      End If
    Case "INTEGER", "BOOLEAN"
      WScript.Echo Head & Unsigned(Obj.Get(Name))
    Case "LIST"
      Value = Obj.Get(Name)
      WScript.Echo Head & "(" & UBound(Value) + 1 & " Items)"
      For Each Item In Value
        WScript.Echo "  """ & Item & """"
      Next
      WScript.Echo ""
    Case "MIMEMAPLIST"
      If IsSetHere(Obj, "MimeMap") Then WScript.Echo MimeLine(Obj.Get("MimeMap"))
    Case Else
      WScript.Echo ""
      WScript.Echo "DataType: """ & Prop.Syntax & """ Not Yet Supported on property: " & Name
      WScript.Echo ""
      WScript.Echo "ErrNumber: 0 (0x0)"
      WScript.Echo ""
  End Select
End Sub

Function CreateCommand(KeyType)
  On Error Resume Next
  Dim Full, Path, Name, Container, Made
  CreateCommand = 0
  Full = Sanitize(Words(1))
  SplitParam Full, Path, Name
  Set Container = GetObject(FullPath(Path))
  If Err.Number <> 0 Then
    Err.Clear
    Set Container = GetObject(FullPath(""))
    Name = Full
    CreateCommand = 1
  End If
  Set Made = Container.Create(KeyType, Name)
  If Err.Number = 0 Then Made.SetInfo
  If Err.Number <> 0 Then
    WScript.Echo ""
    If Failed("Error creating the object: " & Full) Then Exit Function
  End If
  If CreateCommand = 1 Then
    WScript.Echo ""
    WScript.Echo "WARNING: The parent path (" & Path & ") was not already created."
    WScript.Echo "    This means that some of the intermediate objects will not have an accurate"
    WScript.Echo "    Object Type. You should fix this by setting the KeyType on the intermediate"
    WScript.Echo "    objects."
    WScript.Echo ""
  End If
  If UCase(KeyType) = "IISOBJECT" Then
    WScript.Echo ""
    WScript.Echo "WARNING: The Object Type of this object was not specified or was specified as"
    WScript.Echo "    IIsObject.  This means that you will not be able to set or get properties"
    WScript.Echo "    on the object until the KeyType property is set."
    WScript.Echo ""
    CreateCommand = 1
  End If
  WScript.Echo "created """ & Full & """"
End Function

Function DeleteCommand()
  On Error Resume Next
  Dim Path, Name, Obj
  DeleteCommand = 2
  If WrongCount(2, "DELETE") Then Exit Function
  SplitParam Sanitize(Words(1)), Path, Name
  Set Obj = GetObject(FullPath(Path))
  If Err.Number <> 0 Then
    WScript.Echo ""
    If Failed("Error deleting the object: " & Path & "/" & Name) Then Exit Function
  End If
  DeleteCommand = 0
  If Right(Words(1), 1) <> "/" Then
    Obj.PutEx 1, Name, ""
    If Err.Number = 0 Then
      WScript.Echo "deleted property """ & Name & """"
      Exit Function
    End If
    Err.Clear
  End If
  Obj.Delete "IIsObject", Name
  If Err.Number <> 0 Then
    WScript.Echo ""
    If Failed("Error deleting the object: " & Path & "/" & Name) Then Exit Function
  End If
  WScript.Echo "deleted path """ & Path & "/" & Name & """"
End Function

Function CarryCommand(How)
  On Error Resume Next
  Dim One, Other, Same, Common, Obj, Above, k
  CarryCommand = 2
  If WrongCount(3, "Copy/Move") Then Exit Function
  One = Split(Sanitize(Words(1)), "/")
  Other = Split(Sanitize(Words(2)), "/")
  Same = 0
  Do While Same < UBound(One) And Same < UBound(Other)
    If One(Same) <> Other(Same) Then Exit Do
    Same = Same + 1
  Loop
  Common = Joined(One, 0, Same - 1)
  Set Obj = GetObject(FullPath(Common))
  If Failed("Error trying to open the object: " & FullPath(Common)) Then Exit Function
  If How = "COPY" Then
    Set k = Obj.CopyHere(Joined(One, Same, UBound(One)), Joined(Other, Same, UBound(Other)))
  Else
    Set k = Obj.MoveHere(Joined(One, Same, UBound(One)), Joined(Other, Same, UBound(Other)))
  End If
  If Failed("Error trying to Copy/Move Source to Dest.") Then Exit Function
  If Common <> "" Then Above = "/" & Common
  If How = "COPY" Then How = "copied" Else How = "moved"
  WScript.Echo How & " from " & Above & "/" & Joined(One, Same, UBound(One)) & " to " & Above & "/" & _
    Joined(Other, Same, UBound(Other))
  CarryCommand = 0
End Function

Function Joined(Parts, First, Last)
  Dim k
  Joined = ""
  For k = First To Last
    If k > First Then Joined = Joined & "/"
    Joined = Joined & Parts(k)
  Next
End Function

Function ServerCommand(What)
  On Error Resume Next
  Dim Path, Obj
  ServerCommand = 2
  If WrongCount(2, What & "_SERVER") Then Exit Function
  Path = Sanitize(Words(1))
  Set Obj = GetObject(FullPath(Path))
  If Failed("Error trying to open the object: " & Path) Then Exit Function
  Select Case What
    Case "START" Obj.Start
    Case "STOP" Obj.Stop
    Case "PAUSE" Obj.Pause
    Case "CONTINUE" Obj.Continue
  End Select
  If Failed("Error trying to " & What & " the server: " & Path) Then Exit Function
  ServerCommand = 0
End Function

Function AppCommand(What)
  On Error Resume Next
  Dim Path, Obj, Tried, Done
  AppCommand = 2
  If WrongCount(2, What) Then Exit Function
  Path = Sanitize(Words(1))
  Set Obj = GetObject(FullPath(Path))
  If Failed("Error trying to get the path of the application: " & Path) Then Exit Function
  Select Case What
    Case "APPCREATEINPROC"
      Obj.AppCreate2 0 : Tried = "create the application" : Done = "Application Created."
    Case "APPCREATEOUTPROC"
      Obj.AppCreate2 1 : Tried = "create the application" : Done = "Application Created."
    Case "APPCREATEPOOLPROC"
      Obj.AppCreate2 2 : Tried = "create the application" : Done = "Application Created."
    Case "APPDELETE"
      Obj.AppDelete : Tried = "DELETE the application" : Done = "Application Deleted."
    Case "APPUNLOAD"
      Obj.AppUnLoad : Tried = "UNLOAD the application" : Done = "Application Unloaded."
    Case "APPDISABLE"
      Obj.AppDisable : Tried = "disable the application" : Done = "Application Disabled."
    Case "APPENABLE"
      Obj.AppEnable : Tried = "Enable the application" : Done = "Application Enabled."
    Case "APPGETSTATUS"
      Tried = "retrieve the application STATUS" : Done = "Application Status: " & Obj.AppGetStatus2()
  End Select
  If Failed("Error trying to " & Tried & ": " & Path) Then Exit Function
  WScript.Echo Done
  AppCommand = 0
End Function
