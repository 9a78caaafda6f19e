' VarType of everything.
Class C
End Class
WScript.Echo VarType(1), VarType(100000), VarType(1.5), VarType("a"), VarType(True), VarType(#1/1/2000#), VarType(Empty), VarType(Null), VarType(Nothing), VarType(CCur(1)), VarType(CSng(1)), VarType(CByte(1)), VarType(Array(1)), VarType(New C), VarType(CreateObject("Scripting.Dictionary"))
