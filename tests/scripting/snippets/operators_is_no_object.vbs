' Is with what is no object.
On Error Resume Next
x = 5
WScript.Echo CStr(x Is Nothing)
WScript.Echo Err.Number, Err.Description
