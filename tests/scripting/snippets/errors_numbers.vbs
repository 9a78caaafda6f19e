' The numbers and words of common errors.
On Error Resume Next
x = CInt("a") : WScript.Echo Err.Number, Err.Description : Err.Clear
x = CInt(99999) : WScript.Echo Err.Number, Err.Description : Err.Clear
x = Mid("a", -1) : WScript.Echo Err.Number, Err.Description : Err.Clear
Dim a(1)
x = a(2) : WScript.Echo Err.Number, Err.Description : Err.Clear
Set o = CreateObject("Scripting.Dictionary")
o.NoMember : WScript.Echo Err.Number, Err.Description : Err.Clear
x = o : WScript.Echo Err.Number, Err.Description : Err.Clear
Set o = CreateObject("No.Such.Thing") : WScript.Echo Err.Number, Err.Description : Err.Clear
x = 1 + Nothing : WScript.Echo Err.Number : Err.Clear
x = CStr(Null) : WScript.Echo Err.Number, Err.Description : Err.Clear
