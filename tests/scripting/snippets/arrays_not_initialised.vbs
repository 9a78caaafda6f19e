' An array without a size.
Dim a()
WScript.Echo TypeName(a), CStr(IsArray(a)), VarType(a)
On Error Resume Next
x = UBound(a) : WScript.Echo Err.Number : Err.Clear
x = a(0) : WScript.Echo Err.Number : Err.Clear
For Each x In a
  WScript.Echo "never"
Next
WScript.Echo Err.Number
