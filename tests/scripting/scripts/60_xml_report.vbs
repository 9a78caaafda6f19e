' A report of the server as XML, written and read again, and as a page by ADODB.Stream.
Option Explicit
Dim doc, top, node, service, site, root, child, found, stream, html, text, shell, net
Set shell = CreateObject("WScript.Shell")
Set net = CreateObject("WScript.Network")
Set doc = CreateObject("MSXML2.DOMDocument")
doc.async = False
doc.appendChild doc.createProcessingInstruction("xml", "version='1.0'")
Set top = doc.createElement("server")
top.setAttribute "name", "web"
doc.appendChild top
Set service = GetObject("IIS://" & net.ComputerName & "/W3SVC")
For Each site In service
  If site.Class = "IIsWebServer" Then
    Set node = top.appendChild(doc.createElement("site"))
    node.setAttribute "id", site.Name
    node.setAttribute "comment", site.ServerComment
    For Each text In site.ServerBindings
      Set child = doc.createElement("binding")
      child.text = text
      node.appendChild child
    Next
    Walk site, node, 0
  End If
Next
doc.save "report.xml"
Dim again
Set again = CreateObject("MSXML2.DOMDocument")
again.async = False
If Not again.load("report.xml") Then
  WScript.Echo "cannot read it: " & again.parseError.reason
  WScript.Quit 2
End If
Set found = again.selectNodes("//site")
WScript.Echo found.length & " site, " & again.selectNodes("//key").length & " keys"
For Each node In found
  WScript.Echo node.getAttribute("id") & ": " & node.getAttribute("comment") & " " & node.selectSingleNode("binding").text
  For Each child In node.selectNodes("key")
    WScript.Echo "  " & child.getAttribute("name") & " (" & child.getAttribute("class") & ")"
  Next
Next
html = "<table>" & vbCrLf
For Each child In again.documentElement.childNodes
  html = html & "<tr><td>" & Server_Encode(child.getAttribute("comment") & " <ü>") & "</td></tr>" & vbCrLf
Next
html = html & "</table>"
Set stream = CreateObject("ADODB.Stream")
stream.Type = 2 : stream.Charset = "utf-8" : stream.Open
stream.WriteText html, 1
stream.SaveToFile "report.htm", 2
stream.Close
stream.Open : stream.LoadFromFile "report.htm"
WScript.Echo Replace(stream.ReadText, vbCr, "")
stream.Close
Sub Walk(obj, parent, level)
  Dim one, made
  For Each one In obj
    Set made = doc.createElement("key")
    made.setAttribute "name", one.Name
    made.setAttribute "class", one.KeyType
    parent.appendChild made
    If level < 3 And GetObject(one.Schema).Container Then Walk one, made, level + 1
  Next
End Sub
Function Server_Encode(ByVal s)
  s = Replace(s, "&", "&amp;")
  s = Replace(s, "<", "&lt;")
  Server_Encode = Replace(s, ">", "&gt;")
End Function
