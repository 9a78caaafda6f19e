' Select Case over numbers, with several values.
For Each v In Array(1, 2, 3, 4, 2.0, Empty)
  Select Case v
    Case 1 : s = s & "one "
    Case 2, 3 : s = s & "few "
    Case Else : s = s & "other "
  End Select
Next
WScript.Echo s
