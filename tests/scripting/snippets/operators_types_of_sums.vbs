' The kind of a sum is the wider of the two.
i = CInt(1) : l = CLng(1) : s = CSng(1) : d = CDbl(1) : c = CCur(1) : b = CByte(1) : t = True
WScript.Echo TypeName(i + l), TypeName(l + s), TypeName(s + d), TypeName(c + i), TypeName(c + d), TypeName(b + i), TypeName(t + t), TypeName(b + b)
WScript.Echo TypeName(i + s), TypeName(Empty + i), TypeName(Empty + Empty), TypeName(s + s), TypeName(c + c), TypeName(c * d), TypeName(i / s)
WScript.Echo TypeName(i - b), TypeName(t - t), TypeName(b - b), TypeName(t * t), TypeName("1" * "2"), TypeName("1" - "2")
