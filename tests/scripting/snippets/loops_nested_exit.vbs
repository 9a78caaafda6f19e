' Exit leaves the innermost loop of its kind.
For i = 1 To 3
  For j = 1 To 3
    If j = 2 Then Exit For
    s = s & i & j & " "
  Next
  Do While True
    s = s & "d "
    For Each x In Array(1, 2)
      Exit Do
    Next
  Loop
Next
WScript.Echo s
