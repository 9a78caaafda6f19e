' Small functions that scripts seldom use.
WScript.Echo RGB(255, 0, 0), RGB(1, 2, 3), RGB(0, 0, 300), ScriptEngine, LBound(Array(1, 2))
