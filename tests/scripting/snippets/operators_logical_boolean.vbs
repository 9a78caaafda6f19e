' The six logical operators on truth values.
For Each a In Array(True, False)
  For Each b In Array(True, False)
    WScript.Echo CStr(a And b) & " " & CStr(a Or b) & " " & CStr(a Xor b) & " " & CStr(a Eqv b) & " " & CStr(a Imp b) & " " & CStr(Not a)
  Next
Next
