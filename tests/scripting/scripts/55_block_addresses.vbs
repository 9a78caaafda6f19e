' Deny addresses that came too often in a log; those that are denied already stay, what is no address is told.
Option Explicit
Dim re, counts, line, lines, match, address, node, ips, denied, limit, n, key, sorted, i, j, swap
limit = 3
lines = Array("10.1.2.3 GET /", "10.1.2.3 GET /a", "192.168.0.9 GET /", "10.1.2.3 GET /b", "999.1.1.1 GET /", "10.9.9.9 POST /", _
  "10.9.9.9 POST /", "10.9.9.9 POST /", "- - -", "10.1.2.3 GET /c")
Set re = New RegExp
re.Pattern = "^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\s"
Set counts = CreateObject("Scripting.Dictionary")
For Each line In lines
  Do
    If Not re.Test(line) Then WScript.Echo "no address: " & line : Exit Do
    Set match = re.Execute(line)(0)
    For i = 0 To match.SubMatches.Count - 1
      If CInt(match.SubMatches(i)) > 255 Then WScript.Echo "no address: " & Trim(match.Value) : Exit Do
    Next
    key = Trim(match.Value)
    counts(key) = counts(key) + 1
  Loop While False
Next
sorted = counts.Keys
For i = 0 To UBound(sorted) - 1
  For j = i + 1 To UBound(sorted)
    If counts(sorted(j)) > counts(sorted(i)) Then swap = sorted(i) : sorted(i) = sorted(j) : sorted(j) = swap
  Next
Next
Set node = GetObject("IIS://localhost/W3SVC/1/ROOT")
Set ips = node.IPSecurity
ips.GrantByDefault = True
ips.IPDeny = Array("10.9.9.9, 255.255.255.255")
node.IPSecurity = ips
node.SetInfo
Set ips = node.Get("IPSecurity")
denied = ips.IPDeny
For Each key In sorted
  If counts(key) >= limit Then
    If IsDenied(denied, key) Then
      WScript.Echo key & " (" & counts(key) & " times) is denied already"
    Else
      n = UBound(denied) + 1
      ReDim Preserve denied(n)
      denied(n) = key & ", 255.255.255.255"
      WScript.Echo key & " (" & counts(key) & " times) is denied now"
    End If
  End If
Next
ips.IPDeny = denied
node.Put "IPSecurity", ips
node.SetInfo
For Each address In GetObject("IIS://localhost/W3SVC/1/ROOT").IPSecurity.IPDeny
  WScript.Echo address
Next
Function IsDenied(ByVal list, ByVal ip)
  Dim one
  IsDenied = False
  For Each one In list
    If Split(Replace(one, " ", ""), ",")(0) = ip Then IsDenied = True : Exit Function
  Next
End Function
