' What TypeName says of regular expressions and what they find.
Set re = New RegExp
re.Pattern = "(a)"
Set ms = re.Execute("a")
WScript.Echo TypeName(re), TypeName(ms), TypeName(ms(0)), TypeName(ms(0).SubMatches)
