' TypeName of Err.
WScript.Echo TypeName(Err)
