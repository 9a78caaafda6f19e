' Errors of texts that are run.
On Error Resume Next
Execute "x = 1 / 0"
WScript.Echo Err.Number : Err.Clear
Execute "x = = 1"
WScript.Echo Err.Number : Err.Clear
x = Eval("1 +")
WScript.Echo Err.Number : Err.Clear
Execute "If"
WScript.Echo Err.Number : Err.Clear
x = Eval("NoSuchThing(1)")
WScript.Echo Err.Number
