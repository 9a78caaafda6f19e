' Patterns that do not compile.
Set re = New RegExp
On Error Resume Next
For Each p In Array("(", "[a", "*", "a**", ")")
  re.Pattern = p
  re.Test "x"
  WScript.Echo Err.Number, Err.Description
  Err.Clear
Next
