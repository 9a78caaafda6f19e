Option Explicit
Const ADS_PROPERTY_UPDATE = 2
Dim vdir, maps(), item
Set vdir = GetObject("IIS://localhost/W3SVC/1/Root")
ReDim maps(1)
Set maps(0) = CreateObject("MimeMap")
maps(0).Extension = ".foo" : maps(0).MimeType = "text/foo"
Set maps(1) = CreateObject("MimeMap")
With maps(1)
  .Extension = ".bar"
  .MimeType = "text/bar"
End With
vdir.PutEx ADS_PROPERTY_UPDATE, "MimeMap", maps
vdir.SetInfo
For Each item In vdir.GetEx("MimeMap")
  WScript.Echo item.Extension, item.MimeType
Next
vdir.Put "MimeMap", Array(maps(0))
vdir.SetInfo
WScript.Echo UBound(vdir.MimeMap)
