' Close what a fresh server leaves open; a backup first, and a report of what was changed.
Option Explicit
Dim machine, shell, changes, root, site, errors_, i, headers, kept, h, restriction, service
machine = "localhost" : changes = 0
Set shell = WScript.CreateObject("WScript.Shell")
Set root = GetObject("IIS://" & machine)
root.Backup "before-hardening", -2, 0
Set service = GetObject("IIS://" & machine & "/W3SVC")
Change service, "AspEnableParentPaths", False
Change service, "AspScriptErrorSentToBrowser", False
Change service, "DontLog", False
Change service, "ConnectionTimeout", 60
' The header that tells what runs here.
headers = service.HttpCustomHeaders
kept = Array()
For Each h In headers
  If InStr(1, h, "X-Powered-By", vbTextCompare) = 0 Then
    ReDim Preserve kept(UBound(kept) + 1)
    kept(UBound(kept)) = h
  End If
Next
ReDim Preserve kept(UBound(kept) + 1)
kept(UBound(kept)) = "X-Frame-Options: DENY"
service.HttpCustomHeaders = kept
service.SetInfo
WScript.Echo "HttpCustomHeaders: " & Join(service.HttpCustomHeaders, " / ")
' Error pages that tell nothing.
errors_ = service.HttpErrors
For i = 0 To UBound(errors_)
  If Left(errors_(i), 6) = "404,*," Or Left(errors_(i), 4) = "500," Then errors_(i) = Split(errors_(i), ",")(0) & "," & Split(errors_(i), ",")(1) & ",URL,/error.htm"
Next
service.Put "HttpErrors", errors_
service.SetInfo
For Each h In service.HttpErrors
  If InStr(h, ",URL,") > 0 Then WScript.Echo "  " & h
Next
' Script maps that nobody needs.
Dim maps, needed, m
maps = service.ScriptMaps
needed = Array()
For Each m In maps
  Select Case LCase(Split(m, ",")(0))
    Case ".idc", ".shtm", ".shtml", ".stm", ".htr", ".ida", ".idq", ".printer"
      WScript.Echo "  unmapped " & Split(m, ",")(0)
    Case Else
      ReDim Preserve needed(UBound(needed) + 1)
      needed(UBound(needed)) = m
  End Select
Next
service.PutEx 2, "ScriptMaps", needed
service.SetInfo
For Each site In service
  If site.Class = "IIsWebServer" Then
    With site.GetObject("IIsWebVirtualDir", "ROOT")
      Dim dirty
      dirty = .AccessWrite Or .EnableDirBrowsing Or .AccessSource
      .AccessWrite = False : .EnableDirBrowsing = False : .AccessSource = False
      .AuthFlags = (.AuthFlags And Not 2) Or 1
      .SetInfo
      WScript.Echo "site " & site.Name & ": AccessFlags=" & .AccessFlags & " AuthFlags=" & .AuthFlags & " was " & CStr(CBool(dirty))
    End With
  End If
Next
shell.RegWrite "HKLM\SYSTEM\CurrentControlSet\Services\HTTP\Parameters\DisableServerHeader", 1, "REG_DWORD"
WScript.Echo "DisableServerHeader=" & shell.RegRead("HKLM\SYSTEM\CurrentControlSet\Services\HTTP\Parameters\DisableServerHeader")
WScript.Echo changes & " properties changed"
Dim name, version, location, stamp
name = "" : i = 0
On Error Resume Next
Do
  root.EnumBackups "before-hardening", i, version, location, stamp
  If Err.Number <> 0 Then Exit Do
  WScript.Echo "backup " & location & " version " & version & " " & IsDate(stamp)
  i = i + 1
Loop
Sub Change(obj, name, value)
  Dim before
  before = obj.Get(name)
  If before <> value Then
    obj.Put name, value
    obj.SetInfo
    changes = changes + 1
    WScript.Echo name & ": " & before & " -> " & obj.Get(name)
  Else
    WScript.Echo name & ": " & before
  End If
End Sub
