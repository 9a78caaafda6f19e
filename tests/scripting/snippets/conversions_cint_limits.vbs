' Past the limits of a kind.
On Error Resume Next
For Each v In Array(32767, 32768, -32768, -32769, "99999")
  Err.Clear
  n = CInt(v)
  WScript.Echo v & " " & Err.Number
Next
For Each v In Array(255, 256, -1, "300")
  Err.Clear
  n = CByte(v)
  WScript.Echo v & " " & Err.Number
Next
For Each v In Array(2147483647, 2147483648, -2147483648, -2147483649)
  Err.Clear
  n = CLng(v)
  WScript.Echo v & " " & Err.Number
Next
