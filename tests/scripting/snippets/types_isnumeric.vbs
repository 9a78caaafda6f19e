' What can be a number.
For Each v In Array(1, 1.5, "12", " 12 ", "1e5", "abc", "", "&HFF", "1,000", "$5", "5%", "-3", "+3", "3-", "(3)", ".", "1.2.3", True, "12 34", "&O7", "1d2", "0x1F", "--1")
  s = s & "[" & v & "]" & IsNumeric(v) & " "
Next
WScript.Echo s
WScript.Echo IsNumeric(Empty) & IsNumeric(Null) & IsNumeric(Array(1))
