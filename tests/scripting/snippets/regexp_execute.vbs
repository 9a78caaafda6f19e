' Matches and their parts.
Set r = New RegExp
r.Global = True
r.Pattern = "(\w+)@(\w+)\.com"
Set m = r.Execute("joe@one.com, ann@two.com")
WScript.Echo m.Count, TypeName(m), TypeName(m(0))
For Each x In m
  WScript.Echo x.Value, x.FirstIndex, x.Length, x.SubMatches.Count, x.SubMatches(0), x.SubMatches(1)
Next
WScript.Echo m.Item(1).Value, m(0), r.Execute("none").Count
