' A class defined while the script runs.
ExecuteGlobal "Class T" & vbCrLf & "Public V" & vbCrLf & "End Class"
Set o = Eval("New T")
o.V = 3
WScript.Echo o.V, TypeName(o)
