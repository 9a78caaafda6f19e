' Words that are no statements of VBScript, but names.
Integer = 1
Property = 2
Default = 3
Step = 4
Text = 5
Response = 6
Explicit = 7
WScript.Echo Integer, Property, Default, Step, Text, Response, Explicit
