' What Echo makes of values that are no text.
WScript.Echo 1, 1.5, "a", Empty, #1/2/2003#
WScript.Echo ""
WScript.Echo "a" & vbTab & "b"
WScript.Echo "line 1" & vbLf & "line 2"
