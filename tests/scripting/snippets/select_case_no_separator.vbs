' The statement of a Case may stand behind its values.
Function S(x)
  Select Case x
    Case 0: S = 100
    Case 1  S = 200
    Case 2
      S = 300
    Case 3
    Case 4  S = 400
    Case Else S = 500
  End Select
End Function
WScript.Echo S(0), S(1), S(2), S(3), S(4), S(5)
Select Case 0
End Select
Select Case 0 : Case 1 : Case Else : End Select
