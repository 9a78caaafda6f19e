Set p = GetObject("IIS://localhost/W3SVC/Filters/Compression/Parameters")
p.HcDoStaticCompression = True
p.HcDoDynamicCompression = True
p.HcMaxDiskSpaceUsage = 99614720
p.SetInfo
For Each scheme In Array("gzip", "deflate")
  Set c = GetObject("IIS://localhost/W3SVC/Filters/Compression/" & scheme)
  ext = c.HcFileExtensions
  n = UBound(ext)
  ReDim Preserve ext(n + 1)
  ext(n + 1) = "css"
  c.HcFileExtensions = ext
  c.HcDynamicCompressionLevel = 9
  c.SetInfo
  WScript.Echo scheme, Join(c.HcFileExtensions, " "), c.HcDynamicCompressionLevel
Next
