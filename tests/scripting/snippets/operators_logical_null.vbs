' Null in logic, where the other side decides.
Function S(v)
  If IsNull(v) Then S = "Null" Else S = CStr(v)
End Function
WScript.Echo S(Null And True), S(Null And False), S(Null Or True), S(Null Or False), S(Null Xor True), S(Null Eqv True)
