' A whole number takes the smallest kind from Integer on.
For Each v In Array(0, 32767, 32768, -32768, -32769, 2147483647, 2147483648)
  s = s & TypeName(v) & " "
Next
WScript.Echo s
i = 32000
i = i + 1000
WScript.Echo i, TypeName(i)
b = CByte(250)
b = b + 10
WScript.Echo b, TypeName(b)
