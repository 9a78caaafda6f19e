' A key that is there already.
On Error Resume Next
Set o = CreateObject("Scripting.Dictionary")
o.Add "a", 1 : o.Add "a", 2 : WScript.Echo Err.Number, Err.Description : Err.Clear
