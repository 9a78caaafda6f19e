' Echo without a value is an empty line.
WScript.Echo
WScript.Echo "end"
