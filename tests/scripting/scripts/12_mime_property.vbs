' MIME types of the machine, by property.
Dim mime, list, i, node
Set node = GetObject("IIS://localhost/MimeMap")
list = node.MimeMap
before = UBound(list)
i = UBound(list) + 1
ReDim Preserve list(i)
Set list(i) = CreateObject("MimeMap")
list(i).Extension = ".flv"
list(i).MimeType = "video/x-flv"
node.MimeMap = list
node.SetInfo
WScript.Echo UBound(node.MimeMap) - before
For Each mime In GetObject("IIS://localhost/MimeMap").MimeMap
  If mime.Extension = ".flv" Or mime.Extension = ".htm" Then WScript.Echo mime.Extension & "=" & mime.MimeType
Next
