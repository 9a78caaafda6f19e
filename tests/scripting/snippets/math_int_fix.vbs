' Int goes down, Fix goes to zero.
WScript.Echo Int(2.7), Int(-2.7), Fix(2.7), Fix(-2.7), Int(-3), Fix(-3), Int("4.5"), Fix(Empty), Int(True)
WScript.Echo TypeName(Int(2.7)), TypeName(Int(2)), TypeName(Fix(CSng(2.5))), TypeName(Int("4")), TypeName(Int(CCur(2.5))), TypeName(Int(Null)), TypeName(Int(#1/1/2000#))
