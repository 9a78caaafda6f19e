' What the engine says of itself.
WScript.Echo ScriptEngine, TypeName(ScriptEngineMajorVersion), CStr(ScriptEngineMajorVersion >= 5), TypeName(GetLocale())
