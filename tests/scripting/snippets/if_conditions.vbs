' What counts as true.
Function T(v)
  On Error Resume Next
  T = "no"
  If v Then T = "yes"
  If Err.Number <> 0 Then T = "error " & Err.Number
End Function
WScript.Echo T(1), T(0), T(-1), T("1"), T("0"), T("True"), T("False"), T(Empty), T(Null), T(0.5)
