' Colons wherever a statement may end.
z = 0
For x = 10 To 18 Step 2 : : z = z + 1
Next
WScript.Echo z
For x = 1 To 5 :
:
:  : Exit For
  WScript.Echo "no"
Next
y = 0
For Each e In Array(1, 2) :

   : y = y + 3
Next
WScript.Echo y
x = "colon" :: :
:: x = "colon2"
x = "c3" : Rem rem comment
:
WScript.Echo x
Select Case 1  :

  :Case 3, 4 :


  Case 5
:
   WScript.Echo "no" :
  Case Else:

   WScript.Echo "else"
End Select
