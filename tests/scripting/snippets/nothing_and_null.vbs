' Nothing, Null and Empty are three things.
Set n = Nothing
WScript.Echo CStr(n Is Nothing), CStr(IsNull(Null)), CStr(IsEmpty(Empty)), CStr(IsObject(n)), "[" & Null & "]"
On Error Resume Next
x = (Nothing = Nothing) : WScript.Echo Err.Number : Err.Clear
x = Nothing : WScript.Echo Err.Number, Err.Description : Err.Clear
x = "a" & Nothing : WScript.Echo Err.Number : Err.Clear
