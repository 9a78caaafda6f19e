' Registers an ISAPI filter for a site, first in the load order.
Dim filters, flt, order
Set site = GetObject("IIS://localhost/W3SVC/1")
On Error Resume Next
Set filters = GetObject("IIS://localhost/W3SVC/1/Filters")
If Err.Number <> 0 Then
  Err.Clear
  Set filters = site.Create("IIsFilters", "Filters")
  filters.SetInfo
End If
On Error GoTo 0
Set flt = filters.Create("IIsFilter", "Guard")
flt.FilterPath = "C:\filters\guard.dll"
flt.FilterDescription = "Guards"
flt.FilterEnabled = True
flt.SetInfo
order = filters.FilterLoadOrder
If order = "" Then
  order = "Guard"
ElseIf InStr(1, order, "Guard", 1) = 0 Then
  order = "Guard," & order
End If
filters.FilterLoadOrder = order
filters.SetInfo
WScript.Echo filters.FilterLoadOrder, flt.KeyType
