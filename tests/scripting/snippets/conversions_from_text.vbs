' Texts that are numbers, and those that are not.
On Error Resume Next
For Each v In Array("12", " 12 ", "1e3", "&H1F", "&o17", "-5", "+5", "1,234", "12.", ".5", "$5", "(5)", "5-", "", " ", "abc", "1 2", "12abc", "0x10", "True", "1.2.3", "--1")
  Err.Clear
  n = CDbl(v)
  If Err.Number = 0 Then WScript.Echo "[" & v & "] " & n Else WScript.Echo "[" & v & "] error " & Err.Number
Next
