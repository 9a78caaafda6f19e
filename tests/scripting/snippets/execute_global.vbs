' ExecuteGlobal defines procedures and variables.
ExecuteGlobal "Function Added(n) : Added = n + 100 : End Function"
WScript.Echo Eval("Added(1)")
