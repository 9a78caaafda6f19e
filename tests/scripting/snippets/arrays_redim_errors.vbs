' What ReDim refuses.
On Error Resume Next
Dim q
q = Array(1) : ReDim q("abc") : WScript.Echo Err.Number : Err.Clear
ReDim q(3, 2) : WScript.Echo UBound(q), UBound(q, 1), UBound(q, 2)
ReDim Preserve q(4, 2) : WScript.Echo Err.Number : Err.Clear
ReDim Preserve q(3) : WScript.Echo Err.Number : Err.Clear
ReDim q(-1) : WScript.Echo LBound(q), UBound(q)
