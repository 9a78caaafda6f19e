' Texts put together.
WScript.Echo Join(Array("a", "b", "c")), Join(Array(1, 2.5, True), ","), "[" & Join(Array(), ",") & "]", Join(Array("x"), ","), Join(Array("a", "b"), ""), Join(Array("a", Empty, "c"), "-")
On Error Resume Next
x = Join("abc", ",") : WScript.Echo Err.Number : Err.Clear
