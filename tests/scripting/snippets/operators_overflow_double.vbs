' A product that no Double holds.
On Error Resume Next
x = 1E308 * 10
WScript.Echo Err.Number, Err.Description
