'
' Make a web site from the command line, as the tools of the resource kits do.
'   -r ROOTDIRECTORY  -t COMMENT  -c COMPUTER[,COMPUTER...]  -o PORT  -i ADDRESS  -h HOST  --DontStart
'
Option Explicit
Const ADS_ERROR_OK = 0
Dim ArgComputers, ArgPhysicalServerRoot, ArgServerComment, ArgPort, ArgStart, ArgIp, ArgHost
Dim oArgs, ArgNum, compIndex, verbose
ArgPort = "80" : ArgStart = True : ArgIp = "" : ArgHost = "" : verbose = False
ArgComputers = Array("LocalHost")
Set oArgs = WScript.Arguments
ArgNum = 0
While ArgNum < oArgs.Count
	Select Case LCase(oArgs(ArgNum))
		Case "--port","-o":
			ArgNum = ArgNum + 1
			ArgPort = oArgs(ArgNum)
		Case "--ip","-i":
			ArgNum=ArgNum+1
			ArgIp=oArgs(ArgNum)
		Case "--hostname", "-h":
			ArgNum = ArgNum + 1
			ArgHost = oArgs(ArgNum)
		Case "--rootdirectory", "-r":
			ArgNum = ArgNum + 1
			ArgPhysicalServerRoot = oArgs(ArgNum)
		Case "--comment", "-t":
			ArgNum = ArgNum + 1
			ArgServerComment = oArgs(ArgNum)
		Case "--computer", "-c":
			ArgNum = ArgNum + 1
			ArgComputers = Split(oArgs(ArgNum), ",", -1)
		Case "--dontstart":
			ArgStart = False
		Case "-v": verbose = Not verbose
		Case "--help", "-?": Call DisplayUsage
		Case Else:
			WScript.Echo "Unknown argument "& oArgs(ArgNum)
			Call DisplayUsage
	End Select
	ArgNum = ArgNum + 1
Wend
If (ArgPhysicalServerRoot = "") Or (ArgServerComment = "") Then
	Call DisplayUsage
	WScript.Quit(1)
End If
For compIndex = 0 To UBound(ArgComputers)
	Call ASTCreateWebSite(ArgIp, ArgPhysicalServerRoot, ArgServerComment, ArgHost, ArgPort, ArgComputers(compIndex), ArgStart)
Next

Function ASTCreateWebSite(IPAddress, RootDirectory, ServerComment, HostName, PortNum, Computer, Start)
	Dim w3svc, WebServer, NewWebServer, NewDir, Bindings, BindingString, NewBindings, Index, SiteObj, bDone
	On Error Resume Next
	Err.Clear
	Set w3svc = GetObject("IIS://" & Computer & "/w3svc")
	If Err.Number <> 0 Then
		Display "Unable to open: " & "IIS://" & Computer & "/w3svc"
		Exit Function
	End If
	BindingString = IPAddress & ":" & PortNum & ":" & HostName
	Trace "Making sure this web server doesn't conflict with another..."
	For Each WebServer In w3svc
		If WebServer.Class = "IIsWebServer" Then
			Bindings = WebServer.ServerBindings
			If BindingString = Bindings(0) Then
				Trace "The server bindings you specified are duplicated in another virtual web server."
				WScript.Quit (1)
			End If
		End If
	Next
	Index = 1
	bDone = False
	Trace "Creating new web server..."
	' If the number is free GetObject fails.
	While (Not bDone)
		Err.Clear
		Set SiteObj = GetObject("IIS://"&Computer&"/w3svc/" & Index)
		If (Err.Number = 0) Then
			Index = Index + 1
		Else
			Err.Clear
			Set NewWebServer = w3svc.Create("IIsWebServer", Index)
			If (Err.Number <> 0) Then
				Trace "Couldn't create new server: " & Err.Number
			Else
				NewWebServer.SetInfo
				Set SiteObj = GetObject("IIS://"&Computer&"/w3svc/" & Index)
				If (Err.Number = 0) Then bDone = True
			End If
		End If
		If (Index > 10000) Then
			Trace "Seem to be unable to create new web server. Server number is "&Index&"."
			WScript.Quit (1)
		End If
	Wend
	NewBindings = Array(0)
	NewBindings(0) = BindingString
	NewWebServer.ServerBindings = NewBindings
	NewWebServer.ServerComment = ServerComment
	NewWebServer.SetInfo
	' Now create the root directory object.
	Set NewDir = NewWebServer.Create("IIsWebVirtualDir", "ROOT")
	NewDir.Path = RootDirectory
	NewDir.AccessRead = true
	Err.Clear
	NewDir.SetInfo
	NewDir.AppCreate (True)
	If (Err.Number = 0) Then
		Trace "Root directory created."
	Else
		Trace "Root directory failed: " & Hex(Err.Number)
	End If
	Display "Web server created: " & NewWebServer.ADsPath & " " & NewWebServer.Get("ServerBindings")(0)
	If Start = True Then
		Err.Clear
		Set NewWebServer = GetObject("IIS://" & Computer & "/w3svc/" & Index)
		NewWebServer.Start
		If Err.Number <> 0 Then
			Display "Error starting web server! " & Hex(Err.Number)
			Err.Clear
		End If
	End If
End Function

Sub DisplayUsage
	WScript.Echo "Usage: mkw3site <--RootDirectory|-r ROOT DIRECTORY> <--Comment|-t SERVER COMMENT>" & vbCrLf & _
	"               [--computer|-c COMPUTER1[,COMPUTER2...]] [--port|-o PORT NUM]"
	WScript.Quit (1)
End Sub
Sub Display(Msg)
	WScript.Echo FormatDateTime(Now - Now, 3) & " " & Msg
End Sub
Sub Trace(Msg)
	if verbose = true then
		WScript.Echo "  : " & Msg
	end if
End Sub
