' A class that is not there.
On Error Resume Next
Set o = New NoSuch
WScript.Echo Err.Number, Err.Description
