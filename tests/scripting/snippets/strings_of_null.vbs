' Pieces of Null are Null.
WScript.Echo TypeName(Left(Null, 1)), TypeName(Mid(Null, 1)), TypeName(Trim(Null)), TypeName(Right(Null, 1)), TypeName(StrComp(Null, "a"))
