' Single has seven digits.
WScript.Echo CSng(0.1), CSng(1 / 3), CSng(123456.789), CSng(16777216), CSng(1E10), CSng(3.14159265)
WScript.Echo CDbl(CSng(0.1)), CSng(0.1) + CSng(0.2), CSng(1) / 3, TypeName(CSng(1) / 3)
