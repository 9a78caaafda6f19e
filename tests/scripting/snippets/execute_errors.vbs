' Errors of texts that are run: those of the compiler are above 1000.
On Error Resume Next
Execute "x = 1 / 0"
WScript.Echo Err.Number : Err.Clear
Execute "x = = 1"
WScript.Echo CStr(Err.Number > 1000) : Err.Clear
x = Eval("1 +")
WScript.Echo CStr(Err.Number > 1000) : Err.Clear
x = Eval("NoSuchThing(1)")
WScript.Echo Err.Number
