' Texts replaced by pattern.
Set r = New RegExp
r.Pattern = "o"
WScript.Echo r.Replace("foo boo", "0")
r.Global = True
WScript.Echo r.Replace("foo boo", "0")
r.Pattern = "(\w+) (\w+)"
WScript.Echo r.Replace("hello world", "$2 $1"), r.Replace("a b", "[$1]$$")
r.Pattern = "\s+"
WScript.Echo r.Replace("  a  b ", "-")
