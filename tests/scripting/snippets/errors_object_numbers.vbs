' Where an object is required.
On Error Resume Next
Set o = Nothing
o.Foo : WScript.Echo Err.Number, Err.Description : Err.Clear
q.Foo : WScript.Echo Err.Number, Err.Description : Err.Clear
Set o = 5 : WScript.Echo Err.Number, Err.Description : Err.Clear
