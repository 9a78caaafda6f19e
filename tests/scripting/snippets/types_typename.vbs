' TypeName of every value.
WScript.Echo TypeName(1), TypeName(100000), TypeName(1.5), TypeName("a"), TypeName(True), TypeName(#1/1/2000#), TypeName(Empty), TypeName(Null), TypeName(CCur(1)), TypeName(CSng(1)), TypeName(CByte(1)), TypeName(Array(1)), TypeName(New RegExp)
