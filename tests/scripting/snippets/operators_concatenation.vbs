' Everything that & joins.
WScript.Echo 1 & 2, "a" & True, "b" & False, "c" & 1.5, "d" & Empty & "e", "f" & Null & "g"
WScript.Echo TypeName(1 & 2), TypeName(Null & "a"), TypeName(Null & Null), TypeName(Empty & Empty)
WScript.Echo "x" & -1, "y" & #2001-02-03#
