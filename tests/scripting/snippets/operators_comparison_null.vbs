' Comparisons with Null are Null.
WScript.Echo TypeName(Null = Null), TypeName(1 < Null), TypeName(Null <> "a"), TypeName(Not Null)
If Null = Null Then WScript.Echo "yes" Else WScript.Echo "no"
If Not (Null = 1) Then WScript.Echo "yes" Else WScript.Echo "no"
WScript.Echo TypeName(1 + Null), TypeName(-Null), TypeName(Null And True), TypeName(Null Or True), TypeName(Null And False)
