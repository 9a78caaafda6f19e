' Nothing where a value is asked for leaves the variable as it was.
On Error Resume Next
x = 1
x = Nothing : WScript.Echo Err.Number, x : Err.Clear
x = Not Nothing : WScript.Echo Err.Number, x : Err.Clear
x = "" & Nothing : WScript.Echo Err.Number, x : Err.Clear
x = 1 + Nothing : WScript.Echo Err.Number, x : Err.Clear
x = (Nothing = 1) : WScript.Echo Err.Number, x : Err.Clear
