' The members of Err that scripts set.
On Error Resume Next
x = CInt("a")
WScript.Echo TypeName(Err), Err.HelpContext, "[" & Err.HelpFile & "]"
Err.Number = 5
WScript.Echo Err.Number
Err.Description = "mine"
WScript.Echo Err.Description
