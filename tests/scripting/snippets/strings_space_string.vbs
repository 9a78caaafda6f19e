' Repeated characters.
WScript.Echo "[" & Space(3) & "]", String(3, "x"), String(3, "xyz"), "[" & String(0, "a") & "]", Len(Space(0))
On Error Resume Next
x = Space(-1) : WScript.Echo Err.Number : Err.Clear
x = String(-1, "a") : WScript.Echo Err.Number : Err.Clear
