' A small program: flags set, tested and taken away.
Const ReadFlag = 1, WriteFlag = 2, ScriptFlag = 512
flags = ReadFlag Or ScriptFlag
WScript.Echo flags, CStr((flags And WriteFlag) <> 0), CStr((flags And ScriptFlag) = ScriptFlag), flags And Not ReadFlag, flags Xor WriteFlag
