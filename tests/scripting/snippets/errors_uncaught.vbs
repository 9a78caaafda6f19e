' An error that nobody catches ends the script.
WScript.Echo "before"
Err.Raise 5
WScript.Echo "after"
