' What counts as true.
Function T(v)
  T = "no"
  If v Then T = "yes"
End Function
WScript.Echo T(1), T(0), T(-1), T("1"), T("0"), T("True"), T("False"), T(Empty), T(Null)
