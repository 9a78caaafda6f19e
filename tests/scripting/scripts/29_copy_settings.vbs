' Copies settings from one site to another, by name.
Option Explicit
Dim src, dst, name, names
Set src = GetObject("IIS://localhost/W3SVC/1")
src.MaxBandwidth = 1024
src.ConnectionTimeout = 120
src.ServerAutoStart = False
src.SetInfo
Set dst = GetObject("IIS://localhost/W3SVC").Create("IIsWebServer", 77)
names = Array("MaxBandwidth", "ConnectionTimeout", "ServerAutoStart", "AllowKeepAlive")
For Each name In names
  dst.Put name, src.Get(name)
Next
dst.ServerComment = src.ServerComment & " (copy)"
dst.SetInfo
For Each name In names
  WScript.Echo name & " = " & dst.Get(name)
Next
