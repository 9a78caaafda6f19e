' Days are numbers.
d = #1/31/2004#
WScript.Echo d + 1, d - 1, d + 0.5, TypeName(d + 1), #2/1/2004# - d, TypeName(#2/1/2004# - d), CStr(d < #2/1/2004#), CStr(d = #1/31/2004#), d * 1, TypeName(d * 1), CLng(d), CDbl(#1/31/2004 18:00#)
WScript.Echo TypeName(d + #1:00:00#), d + #1:00:00#, -d, TypeName(-d), CStr(d > 38000)
