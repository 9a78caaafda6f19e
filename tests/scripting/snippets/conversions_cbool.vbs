' What is true.
WScript.Echo CStr(CBool(0)), CStr(CBool(1)), CStr(CBool(-5)), CStr(CBool(0.1)), CStr(CBool("True")), CStr(CBool("false")), CStr(CBool("1")), CStr(CBool("0")), CStr(CBool(Empty)), CStr(CBool("TRUE"))
On Error Resume Next
x = CBool("yes") : WScript.Echo Err.Number : Err.Clear
x = CBool("") : WScript.Echo Err.Number : Err.Clear
