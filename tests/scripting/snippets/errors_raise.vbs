' Errors of one's own.
On Error Resume Next
Err.Raise 1001, "MySource", "My words"
WScript.Echo Err.Number, Err.Source, Err.Description
Err.Clear
Err.Raise 13
WScript.Echo Err.Number, Err.Description, Err.Source
Err.Clear
Err.Raise vbObjectError + 5, "S", "D"
WScript.Echo Err.Number, Hex(Err.Number), Err.Description
Err.Clear
Err.Raise 50000
WScript.Echo Err.Number, Err.Description
