' Imp beside Null.
Function S(v)
  If IsNull(v) Then S = "Null" Else S = CStr(v)
End Function
WScript.Echo S(Null Imp True), S(Null Imp False), S(False Imp Null), S(True Imp Null), S(Not Null)
