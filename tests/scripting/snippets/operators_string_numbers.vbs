' Texts in arithmetic.
WScript.Echo "10" * "2", "10" / "4", "7" \ "2", "7" Mod "4", "2" ^ "3", "5" - "2", -"5" + 1
On Error Resume Next
x = "a" * 2 : WScript.Echo Err.Number : Err.Clear
x = "" * 2 : WScript.Echo Err.Number : Err.Clear
x = Null * 2 : WScript.Echo Err.Number, TypeName(x) : Err.Clear
