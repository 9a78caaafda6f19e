' Numbers within texts.
WScript.Echo "a" & 1 & 2.5 & True & -3, 1 & "2" + 3, "5" & 5 * 2
x = 5
WScript.Echo "x=" & x & ";" & x * 2 & ";" & x / 2
