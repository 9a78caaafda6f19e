' Texts compared with and without case.
WScript.Echo StrComp("a", "b"), StrComp("b", "a"), StrComp("a", "a"), StrComp("a", "A"), StrComp("a", "A", 1), StrComp("a", "A", vbBinaryCompare), StrComp("", "a"), StrComp(1, 2)
