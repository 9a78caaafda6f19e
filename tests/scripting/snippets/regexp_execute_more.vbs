' Matches with their groups.
Set re = New RegExp
re.Pattern = "(\w+)@(\w+)\.com"
re.IgnoreCase = True
re.Global = True
Set ms = re.Execute("Joe@Foo.com, ann@bar.COM; x@y.org")
WScript.Echo ms.Count
For Each m In ms
  WScript.Echo m.Value, m.FirstIndex, m.Length, m.SubMatches.Count, m.SubMatches(0), m.SubMatches.Item(1)
Next
WScript.Echo re.Replace("Joe@Foo.com ann@bar.com", "$2.$1[$&]")
re.Global = False
re.Pattern = "a|b"
WScript.Echo re.Replace("aabb", "")
re.Pattern = "(a)|(b)"
Set m = re.Execute("b")(0)
WScript.Echo TypeName(m.SubMatches(0)), m
