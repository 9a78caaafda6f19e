' A fraction is true.
If 0.5 Then WScript.Echo "yes"
